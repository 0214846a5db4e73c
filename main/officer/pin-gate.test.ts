import { beforeAll, expect, test } from 'vitest';
import { hashPin } from './pin.ts';
import { openPinGate, pinLimits } from './pin-gate.ts';

let hash = '';
beforeAll(async () => {
  hash = await hashPin('482915');
});

function gate() {
  let time = 0;
  const opened = openPinGate({ hash, now: () => time });
  return { ...opened, wait: (ms: number) => (time += ms) };
}

test('five wrong PINs lock it for five minutes: then not even the right one is looked at', async () => {
  const { wait, ...pins } = gate();
  for (let left = pinLimits.wrong - 1; left > 0; left -= 1) {
    expect(await pins.try('000000')).toBe('wrong');
    expect([pins.triesLeft(), pins.lockedMs()]).toEqual([left, 0]);
  }
  expect(await pins.try('000000')).toBe('wrong');
  expect(pins.lockedMs()).toBe(300_000);
  expect(await pins.try('482915')).toBeNull();
  wait(299_999);
  expect(await pins.try('482915')).toBeNull();
  wait(1);
  expect(await pins.try('482915')).toBe('right');
});

test('the right PIN forgives the wrong ones before it', async () => {
  const pins = gate();
  for (let wrong = 0; wrong < 4; wrong += 1) await pins.try('111111');
  expect(await pins.try('482915')).toBe('right');
  expect(pins.triesLeft()).toBe(5);
});

test('many at once count as one: while one is checked no other is looked at', async () => {
  const pins = gate();
  const outcomes = await Promise.all(['000000', '482915', '482915'].map((pin) => pins.try(pin)));
  expect(outcomes).toEqual(['wrong', null, null]);
});
