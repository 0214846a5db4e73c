import type { FieldKind } from '../../../shared/catalogue/portal-schema.ts';
import type { Tone } from '../../../shared/vietnamese/tone.ts';

/** What stands on a key. Several of them do more than type. */
export type KeyFace =
  | { key: 'text'; text: string }
  | { key: 'sign'; letter: string }
  | { key: 'tone'; tone: Tone | null }
  | { key: 'shift' | 'backspace' | 'undo' | 'space' | 'order' | 'done' };

/** The order of letters: as on typewriters, or as in the alphabet for those who never used one. */
export type LetterOrder = 'qwerty' | 'abc';

/** Three rows of letters; the last leaves room for two keys beside it. */
export const letterRows: Record<LetterOrder, [string, string, string]> = {
  qwerty: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  abc: ['abcdefghij', 'klmnopqrs', 'tuvwxyz'],
};

const texts = (row: string): KeyFace[] => row.split('').map((text) => ({ key: 'text', text }));
const signs: KeyFace[] = ['ă', 'â', 'ê', 'ô', 'ơ', 'ư'].map((letter) => ({ key: 'sign', letter }));
const tones: KeyFace[] = (['acute', 'grave', 'hook', 'tilde', 'dot', null] as const).map((tone) => ({
  key: 'tone',
  tone,
}));

/** The rows of a keyboard for what is typed; each is at most ten keys of 20 mm wide. */
export function layoutFor(kind: FieldKind | 'words', order: LetterOrder): KeyFace[][] {
  const [first, second, third] = letterRows[order];
  const lettersAnd = (...more: KeyFace[]): KeyFace[][] => [
    texts(first),
    [...texts(second), ...more],
    [{ key: 'shift' }, ...texts(third), { key: 'backspace' }],
  ];
  switch (kind) {
    case 'digits':
      return [texts('123'), texts('456'), texts('789'), [{ key: 'backspace' }, ...texts('0'), { key: 'done' }]];
    case 'date':
      return [texts('123'), texts('456'), texts('789'), [...texts('/0'), { key: 'backspace' }], [{ key: 'done' }]];
    case 'phone':
      return [texts('123'), texts('456'), texts('789'), [...texts('+0'), { key: 'backspace' }], [{ key: 'done' }]];
    case 'password':
      return [
        texts('1234567890'),
        ...lettersAnd(),
        texts('@.#$%&*!?-'),
        [{ key: 'order' }, ...texts('_+'), { key: 'space' }, { key: 'done' }],
      ];
    case 'email':
      return [
        texts('1234567890'),
        ...lettersAnd(),
        [...texts('@.-_'), { key: 'text', text: '@gmail.com' }],
        [{ key: 'order' }, { key: 'undo' }, { key: 'done' }],
      ];
    // No row of digits: there is hardly a number in them that is not somebody's.
    case 'words':
      return [
        ...lettersAnd({ key: 'sign', letter: 'đ' }),
        signs,
        tones,
        [{ key: 'order' }, { key: 'undo' }, ...texts(',.?'), { key: 'space' }],
      ];
    default:
      return [
        texts('1234567890'),
        ...lettersAnd({ key: 'sign', letter: 'đ' }),
        signs,
        tones,
        [{ key: 'order' }, { key: 'undo' }, ...texts(',/'), { key: 'space' }, { key: 'done' }],
      ];
  }
}
