import { AppWindow, ArrowRight, CircleHelp, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findStep, isDoneOnPortal, officeOf, standing } from '../../../shared/catalogue/guide.ts';
import type { Stage } from '../../../shared/catalogue/statement.ts';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon, Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { AskFee, feeItems } from '../fee-parts.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { PortalStep } from '../portal/portal-step.tsx';
import { useFee } from '../use-fee.ts';
import { useToday } from '../use-today.ts';
import { SourceLine } from './fact-parts.tsx';

/** A step: with the portal's page above it where that is open, else on the whole glass. */
export function Step() {
  return usePlace().view.portal === 'closed' ? <StepAlone /> : <PortalStep />;
}

/** The way into the portal and into the app has nothing in common: there the body tells of the portal alone. */
const waysIn = new Set<Stage>(['login', 'find']);

/**
 * One step: what to do, what one sees on the page or in VNeID, whichever way one files, and one thing to press; or one
 * question with its answers.
 */
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

  const onPortal = isDoneOnPortal(step);
  // Where the service is filed in VNeID too, the resident may go either way, and sees that way alone.
  const twoWays = onPortal && service.inVneid;
  const inVneid = twoWays && view.filingWay === 'vneid';
  const opens = onPortal && !inVneid && terminal.portal !== null;
  const done =
    spoken.done === undefined ? null : (
      <Press kind={opens ? 'plain' : 'main'} onPress={() => send({ type: 'next' })}>
        {spoken.done}
        <Icon of={ArrowRight} />
      </Press>
    );
  const otherWay = twoWays ? <OtherWay key="other-way" inVneid={inVneid} /> : null;
  // Large letters need the room of the buttons: the way that one does not go follows what is said here.
  const asItem = opens && view.textSize !== 'M' ? otherWay : null;
  // With the page one press away, both ways stand together; else what one does next stands by itself.
  const doneFirst = twoWays && !opens;
  return (
    <Frame
      title={spoken.title}
      first={
        opens ? (
          <>
            <OpenPage />
            {asItem === null ? otherWay : null}
          </>
        ) : doneFirst ? (
          done
        ) : null
      }
      actions={
        <>
          {doneFirst ? otherWay : done}
          <Difficulty />
        </>
      }
    >
      <Pages>
        {step.stage === 'pay' ? feeItems(fee, view.textSize) : null}
        {step.stage === 'pay' && fee.asks !== null ? <AskFee key="ask-fee" /> : null}
        {inVneid && waysIn.has(step.stage) && spoken.vneid !== undefined ? null : <p key="body">{spoken.body}</p>}
        {standing(step, day) === 'ask-officer' ? <p key="ask">{t('facts.askOfficer')}</p> : null}
        {spoken.portal === undefined || inVneid ? null : (
          <Seen key="portal" label={t('step.portal')}>
            {spoken.portal}
          </Seen>
        )}
        {spoken.vneid === undefined || (twoWays && !inVneid && spoken.portal !== undefined) ? null : (
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
        {step.law === undefined ? null : <SourceLine key="source" statements={[step]} />}
        {asItem}
      </Pages>
    </Frame>
  );
}

function Difficulty() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <Press onPress={() => send({ type: 'difficulty.opened' })}>
      <Icon of={CircleHelp} />
      {t('step.difficulty')}
    </Press>
  );
}

function OpenPage() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <Press kind="main" onPress={() => send({ type: 'portal.opened' })}>
      <Icon of={AppWindow} />
      {t('portal.open')}
    </Press>
  );
}

/** To VNeID, or back from it to the portal: here, or on another screen where this terminal does not open it. */
function OtherWay({ inVneid }: { inVneid: boolean }) {
  const { t } = useTranslation();
  const { terminal, send } = usePlace();
  const toPortal = terminal.portal === null ? t('step.onWebsite') : t('step.onKiosk');
  return (
    <Press wide onPress={() => send({ type: 'filing-way.chosen', filingWay: inVneid ? 'portal' : 'vneid' })}>
      <Icon of={inVneid ? AppWindow : Smartphone} />
      {inVneid ? toPortal : t('step.inVneid')}
    </Press>
  );
}

function Seen({ label, children }: { label: string; children: string }) {
  return (
    <Card label={label}>
      <p>{children}</p>
    </Card>
  );
}
