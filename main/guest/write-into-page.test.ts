import { expect, test } from 'vitest';
import type { GuestPage } from './guest-page.ts';
import type { Companion } from './watch-page.ts';
import { openPageWriter } from './write-into-page.ts';

/** A page with three boxes, one of which takes nothing and one of which is a list; it notes what is done to it. */
function pageWithBoxes(): { page: GuestPage; companion: Companion; done: string[] } {
  const done: string[] = [];
  const note = (words: string, answer: unknown): Promise<unknown> => {
    done.push(words);
    return new Promise((settle) => setTimeout(() => settle(answer), 5));
  };
  const answers: Record<string, unknown> = {
    cardBoxes: [
      { box: 'full-name', fills: 'name' },
      { box: 'number', fills: 'id' },
      { box: 'sex', fills: 'sex' },
      { box: 'old-number', fills: 'oldId' },
    ],
    'enter full-name': 'keys',
    'enter number': 'keys',
    'enter sex': 'done',
    'kept full-name': true,
    'kept sex': true,
  };
  const companion = {
    cardBoxes: () => 'cardBoxes',
    enter: (box: string) => `enter ${box}`,
    kept: (box: string) => `kept ${box}`,
    leave: () => 'leave',
    select: (back: number) => `select ${back}`,
  };
  const page = {
    evaluate: (code: string) => note(code, answers[code] ?? null),
    type: (text: string) => note(`type ${text}`, undefined),
    key: (key: string) => void done.push(key),
  };
  return { page: page as unknown as GuestPage, companion: companion as unknown as Companion, done };
}

test('a card is written box by box, each left, none twice; what stands there is asked at the end', async () => {
  const { page, companion, done } = pageWithBoxes();
  const writer = openPageWriter({ page: () => page, companion });
  expect(await writer.card({ name: 'Nguyễn Thị Ví Dụ', id: '099190000001', sex: 'Nữ' })).toEqual([
    { box: 'full-name', how: 'filled' },
    { box: 'number', how: 'refused' },
    { box: 'sex', how: 'filled' },
    { box: 'old-number', how: 'missing' },
  ]);
  expect(done).toEqual([
    'cardBoxes',
    'enter full-name',
    'type Nguyễn Thị Ví Dụ',
    'Tab',
    'leave',
    'enter number',
    'type 099190000001',
    'Tab',
    'leave',
    'enter sex',
    'kept full-name',
    'kept number',
    'kept sex',
  ]);
});

test('one thing is written after another, and into the page it was meant for alone', async () => {
  const { page, companion, done } = pageWithBoxes();
  let open: GuestPage | null = page;
  const writer = openPageWriter({ page: () => open, companion });
  writer.edit({ back: 1, text: 'â' });
  writer.edit({ back: 1, text: '' });
  await writer.card({});
  expect(done).toEqual(['select 1', 'type â', 'select 1', 'Backspace', 'cardBoxes']);
  writer.edit({ back: 0, text: 'a' });
  open = null;
  expect(await writer.card({ name: 'Nguyễn Thị Ví Dụ' })).toEqual([]);
  expect(done).toHaveLength(5);
});

test('what a page stood still over when it went is not waited for by the next one', async () => {
  const { page, companion, done } = pageWithBoxes();
  let isAsking = true;
  const asking: GuestPage = { ...page, type: () => new Promise(() => undefined) };
  const writer = openPageWriter({ page: () => (isAsking ? asking : page), companion });
  writer.edit({ back: 0, text: 'a' });
  await new Promise((settle) => setTimeout(settle, 5));
  isAsking = false;
  writer.beginAnew();
  writer.edit({ back: 0, text: 'b' });
  await expect.poll(() => done).toEqual(['type b']);
});
