import { describe, expect, test } from 'vitest';
import { openPluggedInKeys, type PluggedInKey, type TypingWay } from './plugged-in-keys.ts';

/** A field one types into: what the keys do not deal with, the page does. */
function open(way: TypingWay) {
  const keys = openPluggedInKeys(way);
  keys.focus('text');
  let field = '';
  const down = (key: string, held: Partial<PluggedInKey> = {}): void => {
    const edit = keys.press({ type: 'keyDown', key, control: false, meta: false, alt: false, ...held });
    if (edit !== null) field = field.slice(0, field.length - edit.back) + edit.text;
    else if (key.length === 1) field += key;
    else if (key === 'Backspace') field = field.slice(0, -1);
  };
  const type = (text: string): void => {
    for (const key of text) down(key);
  };
  return { keys, down, type, read: () => field };
}

describe('a keyboard that is plugged in', () => {
  test.each([
    ['telex', 'Nguyeenx Thij Vis Duj', 'Nguyễn Thị Ví Dụ'],
    ['vni', 'Nguye6n4 Thi5 Vi1 Du5', 'Nguyễn Thị Ví Dụ'],
    ['plain', 'Nguyeenx 12', 'Nguyeenx 12'],
  ] as const)('%s: %s', (way, typed, written) => {
    const field = open(way);
    field.type(typed);
    expect(field.read()).toBe(written);
  });

  test.each(['password', 'email', 'digits', 'date', 'phone', null] as const)(
    'into %s it types what is on the keys',
    (kind) => {
      const field = open('telex');
      field.keys.focus(kind);
      field.type('ass');
      expect(field.read()).toBe('ass');
    },
  );

  test('takes back what it typed, and the page takes back the rest', () => {
    const field = open('telex');
    field.type('tieengs');
    for (let count = 0; count < 6; count += 1) field.down('Backspace');
    expect(field.read()).toBe('');
  });

  test('after the caret has moved no mark goes to letters it does not know', () => {
    const field = open('telex');
    field.type('hoa');
    field.down('ArrowLeft');
    field.type('s');
    expect(field.read()).toBe('hoas');
    field.keys.focus('text');
    field.type('f');
    expect(field.read()).toBe('hoasf');
  });

  test('a capital held by Shift is a capital; Ctrl with a letter is no letter', () => {
    const field = open('telex');
    field.down('Shift');
    field.type('DDaf');
    expect(field.read()).toBe('Đà');
    const { keys } = field;
    expect(keys.press({ type: 'keyDown', key: 'v', control: true, meta: false, alt: false })).toBeNull();
    expect(keys.press({ type: 'keyUp', key: 'v', control: false, meta: false, alt: false })).toBeNull();
  });
});
