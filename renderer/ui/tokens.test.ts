import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The colours a block of tokens.css declares, by role. */
function colours(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`));
  const declared = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+): (#[0-9a-f]{6})/g);
  return Object.fromEntries([...declared].map(([, role = '', colour = '']) => [role, colour]));
}

/** Contrast as WCAG 2.2 defines it. */
function contrast(one: string | undefined, other: string | undefined): number {
  const luminance = (colour = '#000000'): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const light = colours(':root');
const themes = {
  light,
  'black-on-white': { ...light, ...colours('[data-theme="black-on-white"]') },
  'yellow-on-black': { ...light, ...colours('[data-theme="yellow-on-black"]') },
};

describe.each(Object.entries(themes))('colours of %s (K-12)', (name, theme) => {
  const highest = name === 'light' ? 10 : 15;
  test.each([
    ['ink', 'paper', highest],
    ['ink', 'card', highest],
    ['green', 'paper', highest],
    ['green', 'leaf', name === 'light' ? 9.9 : 15],
    ['on-green', 'green', highest],
    ['on-amber', 'amber', highest],
    ['muted', 'paper', name === 'light' ? 7 : 15],
    ['muted', 'card', name === 'light' ? 7 : 15],
    ['border', 'paper', 3],
    ['border', 'card', 3],
  ])('%s on %s', (front, ground, least) => {
    expect(contrast(theme[front], theme[ground])).toBeGreaterThanOrEqual(least);
  });
});
