import { Ban } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogFace } from '../../../shared/portal/face.ts';
import { Choice } from '../../ui/choice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { Press } from '../../ui/press.tsx';
import { noteNewPlace } from '../../ui/press-guard.ts';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import box from '../sheets/words.module.css';
import css from './page-dialog.module.css';

/** As many signs as the box of an answer holds with the page's words above it; main takes 200. */
const longestAnswer = { M: 100, L: 70, XL: 50 };
/** The page's words get smaller letters where more of them have to stand on the glass. */
const shortWords = 90;
const mediumWords = 200;

/** What the portal's page, or the bank's, asks or tells: its own words in quotation marks, the answers in ours. */
export function PageDialog() {
  const { portal } = usePlace();
  const { dialog } = portal;
  if (dialog === null) return null;
  return dialog.kind === 'prompt' && dialog.site === 'portal' ? (
    <Written dialog={dialog} />
  ) : (
    <Chosen dialog={dialog} />
  );
}

/** Yes or no, or that it was read. Nothing is written on a bank's page, so there a prompt can only be skipped. */
function Chosen({ dialog }: { dialog: DialogFace }) {
  const { t } = useTranslation();
  const answer = useAnswer(dialog);
  const actions = {
    confirm: (
      <>
        <Press kind="main" onPress={() => answer(true)}>
          {t('dialog.yes')}
        </Press>
        <Press onPress={() => answer(false)}>{t('dialog.no')}</Press>
      </>
    ),
    alert: (
      <Press kind="main" onPress={() => answer(true)}>
        {t('dialog.understood')}
      </Press>
    ),
    prompt: (
      <Press kind="main" onPress={() => answer(false)}>
        {t('dialog.skip')}
      </Press>
    ),
  };
  return (
    <Asked dialog={dialog} actions={actions[dialog.kind]}>
      {dialog.kind === 'prompt' ? <p>{t('dialog.noTyping')}</p> : null}
      <Stop dialog={dialog} />
    </Asked>
  );
}

/** An answer in words, written with our keys into a box of ours; it is on the glass and nowhere else until the page has it. */
function Written({ dialog }: { dialog: DialogFace }) {
  const { t } = useTranslation();
  const { view, portalAct } = usePlace();
  const answer = useAnswer(dialog);
  const [text, setText] = useState(dialog.suggested);
  // Counts what did not fit, so that the keyboard forgets it as well.
  const [overflows, setOverflows] = useState(0);
  const write = ({ back, text: more }: { back: number; text: string }): void => {
    const written = text.slice(0, Math.max(0, text.length - back)) + more;
    if (written.length > longestAnswer[view.textSize] && written.length > text.length) setOverflows(overflows + 1);
    else setText(written);
  };
  return (
    <Asked dialog={dialog} keys>
      <p className={box.draft} data-answer="">
        {text}
        <span className={box.caret} />
      </p>
      <div className={box.keys}>
        <Keyboard kind="text" caret={overflows} onEdit={write} onDone={() => answer(true, text)} />
      </div>
      <div className={box.answers}>
        <Press onPress={() => answer(false)}>{t('dialog.skip')}</Press>
        {dialog.stop === null ? null : (
          <Press onPress={() => portalAct({ act: 'stop-page', id: dialog.id })}>
            <Icon of={Ban} />
            {t('dialog.stop.title')}
          </Press>
        )}
      </div>
    </Asked>
  );
}

function Asked({
  dialog: { kind, site, host, message },
  actions,
  keys = false,
  children,
}: {
  dialog: DialogFace;
  actions?: ReactNode;
  keys?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const words = useId();
  const { portal } = usePlace();
  const answer = useAnswer(portal.dialog);
  // It comes while somebody presses on the page: that press is not its answer.
  useLayoutEffect(noteNewPlace, []);
  const title = t(`dialog.${site}.${kind === 'alert' ? 'tells' : 'asks'}`);
  const size = message.length <= shortWords ? css.large : message.length <= mediumWords ? css.medium : css.small;
  return (
    <div
      className={css.asked}
      role="dialog"
      aria-label={title}
      aria-describedby={words}
      data-dialog={kind}
      data-dialog-site={site}
    >
      <Frame
        eyebrow={host}
        title={title}
        keys={keys}
        onBack={() => answer(false)}
        lead={
          message === '' ? (
            <span id={words}>{t('dialog.wordless')}</span>
          ) : (
            <q id={words} className={size} lang="vi" data-said="">
              {message}
            </q>
          )
        }
        actions={actions}
      >
        {children}
      </Frame>
    </div>
  );
}

/** The way out of a page that asks on and on. */
function Stop({ dialog: { id, stop } }: { dialog: DialogFace }) {
  const { t } = useTranslation();
  const { portalAct } = usePlace();
  if (stop === null) return null;
  return (
    <Choice
      icon={<Icon of={Ban} />}
      title={t('dialog.stop.title')}
      note={t(`dialog.stop.${stop}`)}
      onPress={() => portalAct({ act: 'stop-page', id })}
    />
  );
}

function useAnswer(dialog: DialogFace | null): (accept: boolean, text?: string) => void {
  const { portalAct } = usePlace();
  return (accept, text) => {
    if (dialog === null) return;
    portalAct({ act: 'answer-dialog', id: dialog.id, accept, ...(text === undefined ? {} : { text }) });
  };
}
