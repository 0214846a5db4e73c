import { HardDriveDownload, RotateCw, Send, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/health/status.ts';
import type { Exporting } from '../../../shared/officer/face.ts';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { usePlace } from '../place.ts';
import { useToday } from '../use-today.ts';
import { MarkIcon } from './mark.tsx';
import css from './officer.module.css';
import { OfficerFrame } from './officer-frame.tsx';
import { exportRows, sendingWords, statusRows } from './status-words.ts';

/** How the terminal is doing: the one sentence, the rest in rows, and what can be done about it here. */
export function StatusScreen({ status, exporting }: { status: DeviceStatus; exporting: Exporting | null }) {
  const { t } = useTranslation();
  const { view, officerAct } = usePlace();
  const say = { t, language: view.language, day: useToday() };
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
      {/* What stands above and below it decides how much room there is; what became of an export is on the first page. */}
      <Pages key={`${title} ${exporting?.step}`}>
        {[...exportRows(say, exporting), ...statusRows(say, status)].map(({ about, mark: how, text }) => (
          <p key={about} className={css.row} data-mark={how} role={about === 'export' ? 'status' : undefined}>
            <MarkIcon mark={how} />
            <span>{text}</span>
          </p>
        ))}
      </Pages>
      {status.hub.pending === 0 || !status.hub.known ? null : (
        <Press kind="main" wide onPress={() => officerAct({ act: 'send' })}>
          <Icon of={Send} />
          {status.hub.busy ? t('officer.sending') : t('officer.send')}
        </Press>
      )}
      {exporting === null || status.hub.pending === 0 ? null : (
        <Press wide onPress={() => officerAct({ act: 'export' })}>
          <Icon of={HardDriveDownload} />
          {t('officer.export.start')}
        </Press>
      )}
    </OfficerFrame>
  );
}
