import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshTyping, type Key, moved, press, type Typing } from './typing.ts';

function open(kind = 'text') {
  let typing: Typing = freshTyping({ kind });
  let field = '';
  return {
    type(...keys: (Key | string)[]) {
      for (const key of keys.flatMap((one) => (typeof one === 'string' ? letters(one) : [one]))) {
        const pressed = press(typing, key);
        typing = pressed.typing;
        const { edit } = pressed;
        if (edit !== null) field = field.slice(0, field.length - edit.back) + edit.text;
      }
      return this;
    },
    move() {
      typing = moved(typing);
      return this;
    },
    read: () => field,
    typing: () => typing,
  };
}

const letters = (text: string): Key[] => [...text].map((letter) => ({ press: 'text', text: letter }));
const sign = (letter: string): Key => ({ press: 'sign', letter });
const tilde: Key = { press: 'tone', tone: 'tilde' };
const acute: Key = { press: 'tone', tone: 'acute' };
const undo: Key = { press: 'undo' };
const shift: Key = { press: 'shift' };
const backspace: Key = { press: 'backspace' };

describe('on the glass', () => {
  test('a name comes out with its capitals and its marks by itself', () => {
    const field = open('name').type('nguy', 'e', sign('ê'), 'n', tilde, ' ', 'thi', { press: 'tone', tone: 'dot' });
    expect(field.type(' vi', acute, ' d', 'u', { press: 'tone', tone: 'dot' }).read()).toBe('Nguyễn Thị Ví Dụ');
  });

  test('the same tone again takes it away, another one replaces it, and so does the key without a tone', () => {
    expect(open().type('ma', acute, acute).read()).toBe('ma');
    expect(open().type('ma', acute, tilde).read()).toBe('mã');
    expect(open().type('ma', acute, { press: 'tone', tone: null }).read()).toBe('ma');
  });

  test('a tone moves to where it belongs as letters follow or go', () => {
    expect(open().type('hoa', acute).read()).toBe('hóa');
    expect(open().type('hoa', acute, 'n').read()).toBe('hoán');
    expect(open().type('hoa', acute, 'n', backspace).read()).toBe('hóa');
  });

  test('a sign turns the plain letter before it, and the letter alone otherwise', () => {
    expect(open().type('a', sign('â')).read()).toBe('â');
    expect(open().type('a', acute, sign('ă')).read()).toBe('ắ');
    expect(open().type('b', sign('â')).read()).toBe('bâ');
    expect(open().type('d', sign('đ')).read()).toBe('đ');
    expect(open().type('a', sign('â'), sign('â')).read()).toBe('a');
  });

  test('shift is for one letter, twice for all, and a third time off', () => {
    expect(open().type(shift, 'ab').read()).toBe('Ab');
    expect(open().type(shift, shift, 'abc', shift, 'd').read()).toBe('ABCd');
    expect(open().type(shift, sign('đ'), sign('ư'), 'c').read()).toBe('Đưc');
    expect(open().type(shift, shift, 'dang', { press: 'tone', tone: 'dot' }, backspace, backspace).read()).toBe('DẠ');
  });

  test('every press can be taken back, twenty and more', () => {
    const field = open().type('abcdefghijklmnopqrstuvwxyz');
    for (let count = 0; count < 20; count += 1) field.type(undo);
    expect(field.read()).toBe('abcdef');
    expect(open().type('a', sign('â'), tilde, undo, undo).read()).toBe('a');
    const long = 'ba '.repeat(200);
    expect(open().type(long, undo, undo).read()).toBe(long.slice(0, -2));
  });

  test('after the caret was moved no mark goes to letters that are not known', () => {
    const field = open().type('ma').move().type(acute);
    expect(field.read()).toBe('ma');
    expect(field.type(backspace).read()).toBe('m');
  });

  test('foreign names without a tone key stay as they are typed', () => {
    expect(open('name').type('john', ' ', 'smith', '-', 'jones').read()).toBe('John Smith-Jones');
  });

  test('of a password nothing is kept, and no mark ever gets into it', () => {
    const field = open('password').type('aA1@', acute, sign('â'), backspace, undo);
    expect(field.read()).toBe('aA1');
    expect(JSON.stringify(field.typing())).not.toMatch(/aA1/);
    expect(field.typing()).toMatchObject({ typed: '', past: [] });
  });
});

describe('a keyboard that is plugged in', () => {
  test.each([
    ['telex', 'tieengs', 'tiếng'],
    ['telex', 'tiengsz', 'tieng'],
    ['telex', 'dduwowngf', 'đường'],
    ['telex', 'ddd', 'dd'],
    ['telex', 'ass', 'as'],
    ['telex', 'aaa', 'aa'],
    ['telex', 'Nguyeenx', 'Nguyễn'],
    ['telex', 'hoaf', 'hòa'],
    ['telex', 'quys', 'quý'],
    ['telex', 'address', 'address'],
    ['telex', 'dduongwf', 'đường'],
    ['telex', 'gmail.com', 'gmail.com'],
    ['vni', 'tie6ng1', 'tiếng'],
    ['vni', 'd9u7o7ng2', 'đường'],
    ['vni', 'duong27', 'dường'],
    ['vni', '12', '12'],
    ['vni', 'a11', 'a1'],
  ] as const)('%s: %s is %s', (way, typed, written) => {
    expect(
      open()
        .type(...typed.split('').map((text): Key => ({ press: way, text })))
        .read(),
    ).toBe(written);
  });
});

test('whatever is pressed, the edits put into the field exactly what the keyboard believes is there', () => {
  const key = fc.oneof(
    fc.constantFrom(...'abcdeghiklmnopqrstuvxy đ-1@'.split('')).map((text): Key => ({ press: 'text', text })),
    fc.constantFrom(...'ăâêôơưđ'.split('')).map(sign),
    fc.constantFrom('acute', 'grave', 'hook', 'tilde', 'dot', null).map((tone): Key => ({ press: 'tone', tone })),
    fc.constantFrom<Key>(backspace, undo, shift),
    fc.constantFrom(...'asfwdo'.split('')).map((text): Key => ({ press: 'telex', text })),
    fc.constantFrom(...'ado16789'.split('')).map((text): Key => ({ press: 'vni', text })),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
      const field = open();
      for (const one of keys) {
        field.type(one);
        expect(field.read()).toBe(field.typing().typed);
        expect(field.read()).toBe(field.read().normalize('NFC'));
      }
    }),
  );
});
