import { CircleCheck, CircleMinus, type LucideIcon, RotateCw, Send, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/health/status.ts';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { usePlace } from '../place.ts';
import css from './officer.module.css';
import { OfficerFrame } from './officer-frame.tsx';
import { type Mark, sendingWords, statusRows } from './status-words.ts';

/** How the terminal is doing: the one sentence, the rest in rows, and what can be done about it here. */
export function StatusScreen({ status }: { status: DeviceStatus }) {
  const { t } = useTranslation();
  const { view, officerAct } = usePlace();
  const say = { t, language: view.language, now: Date.now() };
  const { title, lead, mark } = sendingWords(say, status.hub);
  return (
    <OfficerFrame
      title={title}
      lead={lead}
      mark={<MarkIcon mark={mark} />}
      actions={
        <>
          <Press kind="bar" onPress={() => officerAct({ act: 'ask-restart' })}>
            <Icon of={RotateCw} />
            {t('officer.restart')}
          </Press>
          <Press kind="bar" onPress={() => officerAct({ act: 'close' })}>
            <Icon of={X} />
            {t('officer.close')}
          </Press>
        </>
      }
    >
      <Pages>
        {statusRows(say, status).map(({ about, mark: how, text }) => (
          <p key={`${about} ${text}`} className={css.row} data-mark={how}>
            <MarkIcon mark={how} />
            <span>{text}</span>
          </p>
        ))}
      </Pages>
      {status.hub.pending === 0 ? null : (
        <Press kind="main" wide onPress={() => officerAct({ act: 'send' })}>
          <Icon of={Send} />
          {status.hub.busy ? t('officer.sending') : t('officer.send')}
        </Press>
      )}
    </OfficerFrame>
  );
}

const shapes: Record<Mark, LucideIcon> = { fine: CircleCheck, attention: TriangleAlert, plain: CircleMinus };

/** Told by shape and ground, never by colour alone (K-15); the words beside it say the same. */
function MarkIcon({ mark }: { mark: Mark }) {
  return (
    <span className={css.mark} data-mark={mark}>
      <Icon of={shapes[mark]} />
    </span>
  );
}
