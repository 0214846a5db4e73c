import { expect, test } from 'vitest';
import { parseStartArguments } from './arguments.ts';

test('our options are found among switches of Chromium', () => {
  const parsed = parseStartArguments([
    '--enable-logging',
    '--config=/etc/t.json',
    '.',
    '--user-data-dir',
    '/d',
    '--inspect=0',
  ]);
  expect(parsed).toEqual({ ok: true, value: { role: null, config: '/etc/t.json', userDataDir: '/d' } });
});

test('a role that does not exist is an error that names the roles', () => {
  expect(parseStartArguments(['--role', 'printer'])).toEqual({
    ok: false,
    error: "--role must be one of kiosk, desk, not 'printer'",
  });
});

test('an option without its value is an error', () => {
  expect(parseStartArguments(['--config']).ok).toBe(false);
});
