import { ArrowLeft, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { usePlace } from '../place.ts';
import { OfficerFrame } from './officer-frame.tsx';

/** Asks once more before the program starts again. */
export function RestartQuestion() {
  const { t } = useTranslation();
  const { officerAct } = usePlace();
  return (
    <OfficerFrame
      title={t('officer.restartTitle')}
      lead={t('officer.restartLead')}
      actions={
        <Press kind="bar" onPress={() => officerAct({ act: 'back' })}>
          <Icon of={ArrowLeft} />
          {t('bar.back')}
        </Press>
      }
    >
      <Press kind="main" wide onPress={() => officerAct({ act: 'restart' })}>
        <Icon of={RotateCw} />
        {t('officer.restart')}
      </Press>
    </OfficerFrame>
  );
}
