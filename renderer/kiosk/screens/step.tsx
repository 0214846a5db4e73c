import { AppWindow, ArrowRight, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findStep, officeOf, standing } from '../../../shared/catalogue/guide.ts';
import type { Stage } from '../../../shared/catalogue/statement.ts';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon, Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { AskFee, FeeCard } from '../fee-parts.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { PortalStep } from '../portal/portal-step.tsx';
import { useFee } from '../use-fee.ts';
import { useToday } from '../use-today.ts';

/** Stages that happen on the portal: there the page itself can be opened beside the guide. */
const onPortal = new Set<Stage>([
  'login',
  'find',
  'agency',
  'form',
  'consent',
  'attach',
  'receive',
  'review',
  'submit',
  'pay',
  'track',
]);

/** A step: with the portal's page above it where that is open, else on the whole glass. */
export function Step() {
  return usePlace().view.portal === 'closed' ? <StepAlone /> : <PortalStep />;
}

/** One step: what to do, what one sees on the page and in VNeID, one thing to press; or one question with its answers. */
function StepAlone() {
  const { t } = useTranslation();
  const { view, terminal, catalogue, send } = usePlace();
  const { service, words } = useService();
  const day = useToday();
  const fee = useFee();
  const step = findStep(service, view.step ?? '');
  const spoken = words.steps[view.step ?? ''];
  if (step === undefined || spoken === undefined) return null;
  // Whoever lives around here chooses the office one stands in.
  const office = step.stage === 'agency' ? officeOf(catalogue, terminal.unit, day) : undefined;

  const opens = terminal.portal !== null && step.choices === undefined && onPortal.has(step.stage);
  const difficulty = (
    <Press onPress={() => send({ type: 'difficulty.opened' })}>
      <Icon of={CircleHelp} />
      {t('step.difficulty')}
    </Press>
  );
  const done =
    spoken.done === undefined ? null : (
      <Press kind={opens ? 'plain' : 'main'} onPress={() => send({ type: 'next' })}>
        {spoken.done}
        <Icon of={ArrowRight} />
      </Press>
    );
  return (
    <Frame
      title={spoken.title}
      first={
        opens ? (
          <Press kind="main" wide onPress={() => send({ type: 'portal.opened' })}>
            <Icon of={AppWindow} />
            {t('portal.open', { portal: terminal.portal })}
          </Press>
        ) : null
      }
      actions={
        <>
          {done}
          {difficulty}
        </>
      }
    >
      <Pages>
        {step.stage === 'pay' && fee.cases.length > 0 ? <FeeCard key="fee" /> : null}
        {step.stage === 'pay' && fee.asks !== null ? <AskFee key="ask-fee" /> : null}
        <p key="body">{spoken.body}</p>
        {standing(step, day) === 'ask-officer' ? <p key="ask">{t('facts.askOfficer')}</p> : null}
        {spoken.portal === undefined ? null : (
          <Seen key="portal" label={t('step.portal')}>
            {spoken.portal}
          </Seen>
        )}
        {spoken.vneid === undefined ? null : (
          <Seen key="vneid" label={t('step.vneid')}>
            {spoken.vneid}
          </Seen>
        )}
        {office === undefined ? null : (
          <Seen key="office" label={t('step.office')}>
            {t('step.officeHere', { office })}
          </Seen>
        )}
        {step.choices?.map(({ id, icon }) => (
          <Choice
            key={id}
            icon={<CatalogueIcon name={icon} />}
            title={spoken.choices?.[id]?.title ?? ''}
            note={spoken.choices?.[id]?.note}
            onPress={() => send({ type: 'choice.chosen', choice: id })}
          />
        ))}
      </Pages>
    </Frame>
  );
}

function Seen({ label, children }: { label: string; children: string }) {
  return (
    <Card label={label}>
      <p>{children}</p>
    </Card>
  );
}
