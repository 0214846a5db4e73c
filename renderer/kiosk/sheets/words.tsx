import { Send, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WordsAnswer } from '../../../shared/ipc/words-answer.ts';
import { Icon } from '../../ui/icon.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import css from './words.module.css';

/** As many signs as stand on the glass without hiding one another; main takes 300. */
const longest = { M: 300, L: 200, XL: 100 };

/** A difficulty in one's own words, for those who want to. It is on the glass and nowhere else until it is sealed in main. */
export function WordsSheet() {
  const { t } = useTranslation();
  const { view, draft, setDraft, sendWords, send } = usePlace();
  const [refused, setRefused] = useState<Exclude<WordsAnswer, 'taken'> | null>(null);
  const [sending, setSending] = useState(false);
  // Counts what did not fit, so that the keyboard forgets it as well.
  const [overflows, setOverflows] = useState(0);
  const write = ({ back, text }: { back: number; text: string }): void => {
    const written = draft.slice(0, Math.max(0, draft.length - back)) + text;
    setRefused(null);
    if (written.length > longest[view.textSize] && written.length > draft.length) setOverflows(overflows + 1);
    else setDraft(written);
  };
  const handOver = async (): Promise<void> => {
    setSending(true);
    const answer = await sendWords(draft);
    setSending(false);
    // The visit goes on to the next place by itself.
    if (answer === 'taken') setDraft('');
    else setRefused(answer);
  };
  return (
    <Frame
      title={t('words.title')}
      keys
      lead={
        refused === null ? (
          t('words.lead')
        ) : (
          <span className={css.refused} role="alert">
            <Icon of={TriangleAlert} />
            {t(`words.refused.${refused}`)}
          </span>
        )
      }
    >
      <p className={css.draft} data-draft="">
        {draft}
        <span className={css.caret} />
      </p>
      <div className={css.keys}>
        <Keyboard kind="words" caret={overflows} onEdit={write} />
      </div>
      <div className={css.answers}>
        <Press onPress={() => send({ type: 'back' })}>{t('words.skip')}</Press>
        {draft.trim() === '' ? null : (
          <Press kind="main" onPress={() => (sending ? undefined : void handOver())}>
            <Icon of={Send} />
            {t('words.send')}
          </Press>
        )}
      </div>
    </Frame>
  );
}
