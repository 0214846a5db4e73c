import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../db/testing/temporary.ts';
import { panelHint } from './panel-hint.ts';

test.each([
  ['{"panel":{"widthPx":2160,"heightPx":3840}}', { widthPx: 2160, heightPx: 3840 }],
  ['{"panel":{"widthPx":"wide"}}', { widthPx: 1080, heightPx: 1920 }],
  ['{"panel":{"widthPx":-5,"heightPx":1e9}}', { widthPx: 1080, heightPx: 1920 }],
  ['{}', { widthPx: 1080, heightPx: 1920 }],
  ['null', { widthPx: 1080, heightPx: 1920 }],
  ['not json', { widthPx: 1080, heightPx: 1920 }],
])('a window for %s', (text, panel) => {
  const file = join(temporaryFolder(), 'terminal.json');
  writeFileSync(file, text);
  expect(panelHint(file)).toEqual(panel);
});

test('a window without a file', () => {
  expect(panelHint('/no/such/terminal.json')).toEqual({ widthPx: 1080, heightPx: 1920 });
});
