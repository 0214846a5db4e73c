import { CircleHelp, Printer, QrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NumberedCard } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';

/** What happens next, in order. Coming back with the right paper is an ending too, and no failure. */
export function Ending() {
  const { t } = useTranslation();
  const { view, terminal, send } = usePlace();
  const { service, words } = useService();
  const ending = words.endings[view.ending ?? ''];
  const filed = service.guide.endings.find(({ id }) => id === view.ending)?.kind === 'filed';
  return (
    <Frame
      eyebrow={filed ? words.officialName : undefined}
      title={ending?.title ?? ''}
      lead={ending?.body ?? ''}
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'left' })}>
            {t('ending.done')}
          </Press>
          <Press onPress={() => send({ type: 'slip.opened' })}>
            <Icon of={terminal.canPrint ? Printer : QrCode} />
            {t('ending.slip')}
          </Press>
        </>
      }
    >
      <Pages>
        {ending?.next.map((line, index) => (
          <NumberedCard key={line} number={index + 1}>
            {line}
          </NumberedCard>
        ))}
        <Press key="difficulty" wide onPress={() => send({ type: 'difficulty.opened' })}>
          <Icon of={CircleHelp} />
          {t('ending.difficulty')}
        </Press>
      </Pages>
    </Frame>
  );
}
