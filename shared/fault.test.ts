import { describe, expect, test } from 'vitest';
import { faultOf, faultWord, withFaults } from './fault.ts';

const canary = 'canary-7f3a chị Lan 012345678901';
const coded = (fields: object): Error => Object.assign(new Error(canary), fields);

describe('of an error is told', () => {
  test('its name, its code and where it was thrown, and no word of its message', () => {
    const error = Object.assign(new TypeError(canary), { code: '23505', detail: canary, where: canary, query: canary });
    const fault = faultOf(error);
    expect(fault).toMatchObject({ name: 'TypeError', code: '23505', cause: null });
    expect(fault.frames[0]).toMatch(/fault\.test\.ts:\d+:\d+/);
    expect(JSON.stringify(fault)).not.toContain('canary');
    expect(faultWord(error)).toBe('23505');
  });

  test('as much of what caused it', () => {
    const cause = coded({ code: 'SQLITE_FULL' });
    const fault = faultOf(new Error(canary, { cause }));
    expect(fault.cause).toMatchObject({ name: 'Error', code: 'SQLITE_FULL' });
    expect(JSON.stringify(fault)).not.toContain('canary');
    const endless = new Error(canary);
    endless.cause = endless;
    expect(JSON.stringify(faultOf(endless)).length).toBeLessThan(20_000);
  });

  test.each([
    ['lines', `one\ntwo ${canary}\nthree`],
    ['what looks like a frame', `one\n    at canary (/tmp/canary.ts:1:1)`],
    ['a statement', "insert into words (body) values ('canary')\n- SQLITE_ERROR"],
  ])('nothing of a message with %s in it', (_what, message) => {
    expect(JSON.stringify(faultOf(new Error(message)))).not.toMatch(/canary|insert|two/);
  });

  test.each([
    ['a name', { name: canary }],
    ['a code', { code: canary }],
    ['a code that is no text', { code: { canary } }],
    ['a stack', { stack: `${canary}\n    at ${canary}\n    at (${canary})` }],
    ['an empty stack', { stack: undefined }],
  ])('nothing of %s that is none', (_what, fields) => {
    expect(JSON.stringify(faultOf(coded(fields)))).not.toContain('canary');
  });

  test('frames beside those that nobody knows how to read, also when its message was changed', () => {
    const error = new Error('one');
    error.stack = `Error: one\n    at ours (file:///hub/ours.ts:1:2)\n    at ${canary}\n    at async node:internal/x:3:4`;
    expect(faultOf(error).frames).toEqual(['ours (file:///hub/ours.ts:1:2)', 'async node:internal/x:3:4']);
    error.message = `${canary} - one, and more`;
    expect(faultOf(error).frames).toEqual(['async node:internal/x:3:4']);
  });

  test.each([[canary], [null], [undefined], [{ canary }], [42]])('nothing of what is no error', (thrown) => {
    expect(JSON.stringify(faultOf(thrown))).not.toContain('canary');
    expect(faultWord(thrown)).toBe('thrown');
  });
});

test('an error among the fields of a line for a log is reduced to its fault', () => {
  const fields = withFaults({ count: 3, why: coded({ code: 'EIO', detail: canary }), text: 'plain' });
  expect(fields).toMatchObject({ count: 3, text: 'plain', why: { name: 'Error', code: 'EIO' } });
  expect(JSON.stringify(fields)).not.toContain('canary');
});
