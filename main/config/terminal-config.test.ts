import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTerminalConfig, readTerminalConfig } from './terminal-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'terminal-config-'));
function file(content: string): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, content);
  return path;
}

describe('terminal.json', () => {
  test('may be missing in the data folder: a demonstration terminal', () => {
    const config = readTerminalConfig(join(folder, 'none.json'), false);
    expect(config.ok && config.value).toMatchObject({
      role: 'kiosk',
      hub: 'embedded',
      panel: { widthMm: 268, heightPx: 1920 },
      idle: { quietSeconds: 90, warningSeconds: 60 },
    });
  });

  test('of the documentation is right, and is what a terminal without one does', () => {
    const example = readTerminalConfig(join(import.meta.dirname, '../../docs/terminal.example.json'), true);
    expect(example).toEqual(parseTerminalConfig({}));
  });

  test('named by hand must be there', () => {
    const config = readTerminalConfig(join(folder, 'none.json'), true);
    expect(!config.ok && config.error).toEqual([{ path: '(file)', expected: expect.stringContaining('ENOENT') }]);
  });

  test('gives every fault at once, each with its path and what was expected', () => {
    const config = parseTerminalConfig({
      role: 'printer',
      panel: { widthMm: 'wide' },
      openingHours: { opens: '7h30', closes: '17:00' },
      idle: { warningSeconds: 5 },
      colour: 'red',
    });
    const faults = config.ok ? [] : config.error;
    expect(Object.fromEntries(faults.map((fault) => [fault.path, fault.expected]))).toEqual({
      role: 'one of kiosk, desk',
      'panel.widthMm': expect.stringContaining('expected number'),
      'openingHours.opens': 'a time of day such as 07:30',
      'idle.warningSeconds': expect.stringContaining('20'),
      '(file)': 'no such key: colour',
    });
  });

  test('that is not JSON says so', () => {
    const config = readTerminalConfig(file('{ "role": '), true);
    expect(!config.ok && config.error[0]?.expected).toMatch(/^JSON: /);
  });
});
