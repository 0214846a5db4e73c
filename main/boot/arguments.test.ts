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
  expect(parsed).toEqual({ ok: true, value: { role: null, config: '/etc/t.json', userDataDir: '/d', enrol: null } });
});

test('a code is read as it was meant, and what is no code is an error', () => {
  expect(parseStartArguments(['--enrol', 'k7q2o-abcil'])).toMatchObject({ ok: true, value: { enrol: 'K7Q20ABC11' } });
  expect(parseStartArguments(['--enrol', 'K7Q2']).ok).toBe(false);
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
