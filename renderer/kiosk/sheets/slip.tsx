import { Check, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayIn } from '../../../shared/day.ts';
import { slipOf, slipText } from '../../../shared/slip/slip.ts';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { SquareCode } from '../../ui/square-code.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useFee } from '../use-fee.ts';
import { useToday } from '../use-today.ts';

type Printing = 'no' | 'under way' | 'printed' | 'failed';

/**
 * What to take home: printed where there is a printer, and always as a square code that a telephone's camera turns into the
 * same text. It holds nothing of the person.
 */
export function SlipSheet() {
  const { t } = useTranslation();
  const { view, terminal, catalogue, words: content, printSlip, send } = usePlace();
  const { service, words } = useService();
  const [printing, setPrinting] = useState<Printing>('no');
  const day = useToday();
  const fee = useFee();
  const text = useMemo(() => {
    const { hall } = terminal;
    const say = (key: string, gaps: Record<string, string> = {}): string => t(key, gaps);
    const ending = view.ending ?? '';
    const { language } = view;
    const days = { today: day, day: dayIn(language, day) };
    const slip = slipOf({ catalogue, service, words, law: content.law, ending, fee, hall, say, language, ...days });
    return slipText(slip);
  }, [t, view, fee, day, terminal, catalogue, service, words, content]);
  const print = (): void => {
    setPrinting('under way');
    printSlip().then(
      (printed) => setPrinting(printed ? 'printed' : 'failed'),
      () => setPrinting('failed'),
    );
  };
  const said = {
    no: t('slip.photograph'),
    'under way': t('slip.printing'),
    printed: t('slip.printed'),
    failed: t('slip.failed'),
  };
  return (
    <Frame
      title={t('slip.title')}
      lead={said[printing]}
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'back' })}>
            <Icon of={Check} />
            {t('slip.done')}
          </Press>
          {terminal.canPrint && printing !== 'under way' ? (
            <Press onPress={print}>
              <Icon of={Printer} />
              {printing === 'no' ? t('slip.print') : t('slip.printAgain')}
            </Press>
          ) : null}
        </>
      }
    >
      <SquareCode text={text} name={t('slip.code')} />
    </Frame>
  );
}
