import { ArrowDown, ArrowRight, ArrowUp, CircleHelp, Minimize2 } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { findStep, officeOf } from '../../../shared/catalogue/guide.ts';
import { feeLine } from '../../../shared/fees/say-fee.ts';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon, Icon } from '../../ui/icon.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Bar } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useFee, useSpeech } from '../use-fee.ts';
import { useToday } from '../use-today.ts';
import { GuidePresses, GuideText, NoticedPresses, OfferPresses, PayPresses, SiteLine } from './guide-panel.tsx';
import css from './portal.module.css';
import { PortalPlace } from './portal-place.tsx';

/**
 * A step with the portal's page: what is read above it, the page where hands reach, what is pressed under it. While
 * something is typed there, the keys stand in the place of the presses.
 */
export function PortalStep() {
  const { view, portal } = usePlace();
  const whole = view.portal === 'whole' && view.noticed === null && view.offered === null;
  if (portal.paying !== null) {
    return (
      <div className={css.split} data-portal-place={view.portal} data-paying={portal.paying}>
        <PayText />
        <PortalPlace />
        <PayPresses />
        <Bar />
      </div>
    );
  }
  return (
    <div className={css.split} data-portal-place={view.portal}>
      {whole ? <SiteLine /> : <Text />}
      <PortalPlace />
      {portal.typing === null || view.noticed !== null ? whole ? <BackToGuide /> : <Presses /> : <TypingPanel />}
      <Bar />
    </div>
  );
}

function useStep() {
  const { view } = usePlace();
  const { service, words } = useService();
  return { step: findStep(service, view.step ?? ''), spoken: words.steps[view.step ?? ''] };
}

function PayText() {
  const { t } = useTranslation();
  return (
    <GuideText title={t('portal.pay.title')}>
      <p>{t('portal.pay.body')}</p>
    </GuideText>
  );
}

function Text() {
  const { t } = useTranslation();
  const { view, terminal, catalogue, portal } = usePlace();
  const { step, spoken } = useStep();
  const [due, ...others] = useFee().cases;
  const speech = useSpeech();
  const day = useToday();
  if (view.noticed !== null) {
    return (
      <GuideText title={t(`noticed.${view.noticed}.title`)}>
        <p data-noticed={view.noticed}>{t(`noticed.${view.noticed}.body`)}</p>
      </GuideText>
    );
  }
  if (view.offered !== null) {
    return (
      <GuideText title={t('offer.title')}>
        <p data-offered={view.offered}>{t('offer.body')}</p>
      </GuideText>
    );
  }
  const office = step?.stage === 'agency' ? officeOf(catalogue, terminal.unit, day) : undefined;
  return (
    <GuideText title={spoken?.title ?? ''}>
      <p>{portal.known ? spoken?.body : t('portal.unknown')}</p>
      {step?.stage !== 'pay' || due === undefined || others.length > 0 || view.textSize === 'XL' ? null : (
        <p>
          {t('facts.fee')}: {feeLine(speech, due)}
        </p>
      )}
      {office === undefined || view.textSize === 'XL' ? null : <p>{t('step.officeHere', { office })}</p>}
    </GuideText>
  );
}

function Presses() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { step, spoken } = useStep();
  if (view.noticed !== null) return <NoticedPresses />;
  if (view.offered !== null) return <OfferPresses />;
  if (step === undefined || spoken === undefined) return null;
  const difficulty = (
    <Press onPress={() => send({ type: 'difficulty.opened' })}>
      <Icon of={CircleHelp} />
      {t('step.difficulty')}
    </Press>
  );
  if (step.choices === undefined) {
    return (
      <GuidePresses>
        <Press kind="main" onPress={() => send({ type: 'next' })}>
          {spoken.done}
          <Icon of={ArrowRight} />
        </Press>
        {difficulty}
      </GuidePresses>
    );
  }
  return (
    <section className={css.presses}>
      <div className={css.choices} style={{ '--choices': step.choices.length } as CSSProperties}>
        <Pages key={view.step}>
          {step.choices.map(({ id, icon }) => (
            <Choice
              key={id}
              icon={<CatalogueIcon name={icon} />}
              title={spoken.choices?.[id]?.title ?? ''}
              onPress={() => send({ type: 'choice.chosen', choice: id })}
            />
          ))}
        </Pages>
      </div>
      {difficulty}
    </section>
  );
}

/** The keys for the field that has the focus on the page. */
function TypingPanel() {
  const { t } = useTranslation();
  const { portal, portalAct } = usePlace();
  const kind = portal.typing ?? 'text';
  const hint = kind === 'password' ? t('keyboard.hintSecret') : t('keyboard.hint');
  return (
    <section className={css.typing} aria-label={hint}>
      <p className={css.hint}>{hint}</p>
      <Keyboard
        key={`${portal.outlined?.box} ${kind}`}
        kind={kind}
        caret={portal.touches}
        onEdit={({ back, text }) => portalAct({ act: 'type', back, text })}
        onDone={() => portalAct({ act: 'stop-typing' })}
      />
    </section>
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
