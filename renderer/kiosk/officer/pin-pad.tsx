import { Delete, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PinAsked } from '../../../shared/officer/face.ts';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { usePlace } from '../place.ts';
import { MarkIcon } from './mark.tsx';
import css from './officer.module.css';
import { OfficerFrame } from './officer-frame.tsx';

/** As main takes it: the page stays free of what parses there. */
const pinLength = 6;
const rows = ['123', '456', '789'];

/** Six digits, sent when the last one is there and forgotten at once. Which they are is seen nowhere. */
export function PinPad({ asked: { triesLeft, lockedMinutes } }: { asked: PinAsked }) {
  const { t } = useTranslation();
  const { officerAct } = usePlace();
  const [pin, setPin] = useState('');
  const locked = lockedMinutes !== null;
  const type = (digit: string): void => {
    const typed = pin + digit;
    setPin(typed.length === pinLength ? '' : typed);
    if (typed.length === pinLength) officerAct({ act: 'pin', pin: typed });
  };
  const key = (digit: string) => (
    <Press key={digit} kind="key" guarded={false} onPress={() => type(digit)}>
      {digit}
    </Press>
  );
  return (
    <OfficerFrame
      title={locked ? t('officer.pin.lockedTitle') : t('officer.pin.title')}
      {...(locked ? {} : { lead: t('officer.pin.lead') })}
      actions={
        <Press kind="bar" onPress={() => officerAct({ act: 'close' })}>
          <Icon of={X} />
          {t('officer.close')}
        </Press>
      }
    >
      {locked || triesLeft !== null ? (
        <div className={css.told} role="status">
          <MarkIcon mark="attention" />
          <p>
            {locked
              ? t('officer.pin.locked', { count: lockedMinutes })
              : t('officer.pin.wrong', { count: triesLeft ?? 0 })}
          </p>
        </div>
      ) : null}
      {locked ? null : (
        <>
          <div className={css.dots} role="img" aria-label={t('officer.pin.typed', { count: pin.length })}>
            {Array.from({ length: pinLength }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: six places that never change
              <span key={index} data-typed={index < pin.length ? '' : undefined} />
            ))}
          </div>
          <div className={css.pad}>
            {rows.flatMap((row) => [...row].map(key))}
            <Press kind="key" guarded={false} onPress={() => setPin(pin.slice(0, -1))}>
              <Icon of={Delete} />
              {t('keyboard.delete')}
            </Press>
            {key('0')}
          </div>
        </>
      )}
    </OfficerFrame>
  );
}
