import { ArrowDown, ArrowRight, ArrowUp, CircleHelp, Minimize2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findStep, officeOf } from '../../../shared/catalogue/guide.ts';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon, Icon } from '../../ui/icon.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Bar } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useToday } from '../use-today.ts';
import { GuidePanel, Noticed, Offer } from './guide-panel.tsx';
import css from './portal.module.css';
import { PortalPlace, SiteLine } from './portal-place.tsx';

/** A step with the portal's page above it; while something is being typed there, the keys stand in the guide's place. */
export function PortalStep() {
  const { view } = usePlace();
  return (
    <div className={css.split} data-portal-place={view.portal}>
      <SiteLine />
      <PortalPlace />
      <Under />
      <Bar />
    </div>
  );
}

function Under() {
  const { view, portal } = usePlace();
  if (view.noticed !== null) return <Noticed />;
  if (view.offered !== null) return <Offer />;
  if (portal.typing !== null) return <TypingPanel />;
  return view.portal === 'whole' ? <BackToGuide /> : <StepPanel key={view.step} />;
}

function StepPanel() {
  const { t } = useTranslation();
  const { view, terminal, catalogue, portal, send } = usePlace();
  const { service, words } = useService();
  const day = useToday();
  const step = findStep(service, view.step ?? '');
  const spoken = words.steps[view.step ?? ''];
  if (step === undefined || spoken === undefined) return null;
  const office = step.stage === 'agency' ? officeOf(catalogue, terminal.unit, day) : undefined;
  return (
    <GuidePanel
      title={spoken.title}
      actions={
        <>
          {spoken.done === undefined ? null : (
            <Press kind="main" onPress={() => send({ type: 'next' })}>
              {spoken.done}
              <Icon of={ArrowRight} />
            </Press>
          )}
          <Press onPress={() => send({ type: 'difficulty.opened' })}>
            <Icon of={CircleHelp} />
            {t('step.difficulty')}
          </Press>
        </>
      }
    >
      <Pages>
        {step.choices === undefined ? <p key="body">{spoken.body}</p> : null}
        {office === undefined ? null : <p key="office">{t('step.officeHere', { office })}</p>}
        {portal.known ? null : <p key="unknown">{t('portal.unknown')}</p>}
        {step.choices?.map(({ id, icon }) => (
          <Choice
            key={id}
            icon={<CatalogueIcon name={icon} />}
            title={spoken.choices?.[id]?.title ?? ''}
            onPress={() => send({ type: 'choice.chosen', choice: id })}
          />
        ))}
      </Pages>
    </GuidePanel>
  );
}

/** The keys for the field that has the focus on the page. */
function TypingPanel() {
  const { t } = useTranslation();
  const { portal, portalAct } = usePlace();
  const kind = portal.typing ?? 'text';
  return (
    <div className={css.typing}>
      <p className={css.hint}>{kind === 'password' ? t('keyboard.hintSecret') : t('keyboard.hint')}</p>
      <Keyboard
        key={`${portal.outlined?.box} ${kind}`}
        kind={kind}
        caret={portal.touches}
        onEdit={({ back, text }) => portalAct({ act: 'type', back, text })}
        onDone={() => portalAct({ act: 'stop-typing' })}
      />
    </div>
  );
}

/** With the page over nearly all of the glass: the way back, and its scrolling for hands that cannot drag. */
function BackToGuide() {
  const { t } = useTranslation();
  const { send, portalAct } = usePlace();
  return (
    <div className={css.strip}>
      <Press guarded={false} onPress={() => portalAct({ act: 'up' })}>
        <Icon of={ArrowUp} />
        {t('portal.up')}
      </Press>
      <Press guarded={false} onPress={() => portalAct({ act: 'down' })}>
        <Icon of={ArrowDown} />
        {t('portal.down')}
      </Press>
      <Press kind="main" onPress={() => send({ type: 'portal.sized', whole: false })}>
        <Icon of={Minimize2} />
        {t('portal.guide')}
      </Press>
    </div>
  );
}
