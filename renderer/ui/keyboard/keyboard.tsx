import { ArrowBigUp, Check, Delete, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldKind } from '../../../shared/catalogue/portal-schema.ts';
import { withTone } from '../../../shared/vietnamese/tone.ts';
import { type Edit, freshTyping, type Key, moved, press } from '../../../shared/vietnamese/typing.ts';
import { Icon } from '../icon.tsx';
import { Press } from '../press.tsx';
import css from './keyboard.module.css';
import { type KeyFace, type LetterOrder, layoutFor } from './layouts.ts';

/**
 * Keys on the glass for a field elsewhere: Vietnamese letters and tones are there to be seen, nobody has to know Telex. It
 * never learns what is in the field: only what was typed here since. Keys do not repeat, and act when the finger leaves them.
 */
export function Keyboard({
  kind,
  caret,
  onEdit,
  onDone,
}: {
  kind: FieldKind | 'words';
  /** Another number whenever the resident has touched the page: the caret may be elsewhere then. */
  caret: number;
  onEdit: (edit: Edit) => void;
  /** Where there is a key that says so. */
  onDone?: () => void;
}) {
  const [typing, setTyping] = useState(() => freshTyping({ kind }));
  const [order, setOrder] = useState<LetterOrder>('qwerty');
  const [at, setAt] = useState(caret);
  if (at !== caret) {
    setAt(caret);
    setTyping(moved);
  }

  const act = (key: Key): void => {
    const pressed = press(typing, key);
    setTyping(pressed.typing);
    if (pressed.edit !== null) onEdit(pressed.edit);
  };
  const does = (face: KeyFace): void => {
    if (face.key === 'done') onDone?.();
    else if (face.key === 'order') setOrder(order === 'abc' ? 'qwerty' : 'abc');
    else if (face.key === 'space') act({ press: 'text', text: ' ' });
    else if (face.key === 'text') act({ press: 'text', text: face.text });
    else if (face.key === 'sign') act({ press: 'sign', letter: face.letter });
    else if (face.key === 'tone') act({ press: 'tone', tone: face.tone });
    else act({ press: face.key });
  };
  const capital = typing.shift !== 'off';
  return (
    <div className={css.keyboard} data-keyboard={kind} data-quiet={kind === 'password' ? '' : undefined}>
      {layoutFor(kind, order).map((row) => (
        <div key={row.map(nameOf).join(' ')} className={css.row}>
          {row.map((face) => (
            <span key={nameOf(face)} className={css[widthOf(face)]}>
              <Press kind="key" wide guarded={false} onPress={() => does(face)} pressed={isOn(face, typing.shift)}>
                <Face face={face} capital={capital} order={order} />
              </Press>
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

const widths: Partial<Record<KeyFace['key'], string>> = {
  space: 'space',
  done: 'wide',
  tone: 'one',
  order: 'wide',
  undo: 'wide',
};

/** An ending of addresses needs the room of a word. */
const widthOf = (face: KeyFace): string =>
  face.key === 'text' && face.text.length > 1 ? 'space' : (widths[face.key] ?? 'one');

const nameOf = (face: KeyFace): string =>
  face.key === 'text' ? face.text : face.key === 'sign' ? face.letter : face.key === 'tone' ? `${face.tone}` : face.key;

/** Only shift is on or off; nothing of a password is shown by a key. */
const isOn = (face: KeyFace, shift: string): boolean => face.key === 'shift' && shift !== 'off';

function Face({ face, capital, order }: { face: KeyFace; capital: boolean; order: LetterOrder }) {
  const { t } = useTranslation();
  const cased = (text: string): string => (capital ? text.toUpperCase() : text);
  switch (face.key) {
    case 'text':
      return face.text.length === 1 ? cased(face.text) : face.text;
    case 'sign':
      return cased(face.letter);
    case 'tone':
      return (
        <span className={css.tone}>
          <span>{face.tone === null ? 'a' : withTone('a', face.tone)}</span>
          <small>{face.tone === null ? t('keyboard.noTone') : t(`keyboard.tone.${face.tone}`)}</small>
        </span>
      );
    case 'shift':
      return <Named icon={ArrowBigUp} name={t('keyboard.shift')} />;
    case 'backspace':
      return <Named icon={Delete} name={t('keyboard.delete')} />;
    case 'undo':
      return <Named icon={Undo2} name={t('keyboard.undo')} />;
    case 'space':
      return t('keyboard.space');
    case 'order':
      return order === 'abc' ? t('keyboard.qwerty') : t('keyboard.abc');
    default:
      return (
        <>
          <Icon of={Check} />
          {t('keyboard.done')}
        </>
      );
  }
}

/** A sign everybody knows from a telephone, with its word under it. */
function Named({ icon, name }: { icon: typeof Delete; name: string }) {
  return (
    <span className={css.tone}>
      <Icon of={icon} />
      <small>{name}</small>
    </span>
  );
}
