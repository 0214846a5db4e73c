import { ArrowDown, ArrowRight, ArrowUp, CircleHelp, Maximize2, RotateCw, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Heading } from '../../ui/heading.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { Way } from '../../ui/way.tsx';
import { placeOn } from '../frame.tsx';
import { usePlace } from '../place.ts';
import { notYetOnTheWay, useWay } from '../way-here.ts';
import css from './portal.module.css';

/** The guide under the portal's page: what there is to do now, in about a third of the glass. */
export function GuidePanel({ title, children, actions }: { title: string; children?: ReactNode; actions: ReactNode }) {
  const { t } = useTranslation();
  const { portal } = usePlace();
  const way = useWay();
  return (
    <section className={css.guide}>
      <PageTools />
      <div className={css.on}>
        <Way {...(way ?? notYetOnTheWay)} />
        {way === null ? null : <p className={css.eyebrow}>{placeOn(t, way)}</p>}
      </div>
      <Heading>{title}</Heading>
      <div className={css.body}>
        {portal.blocked === null ? (
          children
        ) : (
          <p className={css.blocked} data-blocked={portal.blocked}>
            {t(`blocked.${portal.blocked}`)}
          </p>
        )}
      </div>
      <div className={css.actions}>{actions}</div>
    </section>
  );
}

/** What one does with the page itself. */
function PageTools() {
  const { t } = useTranslation();
  const { send, portalAct } = usePlace();
  return (
    <div className={css.tools}>
      <Press kind="pill" guarded={false} onPress={() => portalAct({ act: 'up' })}>
        <Icon of={ArrowUp} />
        {t('portal.up')}
      </Press>
      <Press kind="pill" guarded={false} onPress={() => portalAct({ act: 'down' })}>
        <Icon of={ArrowDown} />
        {t('portal.down')}
      </Press>
      <Press kind="pill" onPress={() => send({ type: 'portal.sized', whole: true })}>
        <Icon of={Maximize2} />
        {t('portal.whole')}
      </Press>
      <Press kind="pill" onPress={() => send({ type: 'tools.opened' })}>
        <Icon of={Wrench} />
        {t('portal.tools')}
      </Press>
    </div>
  );
}

/** What the kiosk noticed, and that it is nobody's fault; how to go on is one press away. */
export function Noticed() {
  const { t } = useTranslation();
  const { view, portal, send, portalAct } = usePlace();
  const trouble = view.noticed;
  if (trouble === null) return null;
  const reload = (): void => {
    portalAct({ act: 'reload' });
    send({ type: 'noticed.answered', help: false });
  };
  const ofThePage = portal.failed !== null || trouble === 'blank' || trouble === 'slow';
  return (
    <GuidePanel
      title={t(`noticed.${trouble}.title`)}
      actions={
        <>
          {ofThePage ? (
            <Press kind="main" onPress={reload}>
              <Icon of={RotateCw} />
              {t('noticed.again')}
            </Press>
          ) : (
            <Press kind="main" onPress={() => send({ type: 'noticed.answered', help: false })}>
              {t('noticed.goOn')}
              <Icon of={ArrowRight} />
            </Press>
          )}
          <Press onPress={() => send({ type: 'noticed.answered', help: true })}>
            <Icon of={CircleHelp} />
            {t('noticed.help')}
          </Press>
        </>
      }
    >
      <p data-noticed={trouble}>{t(`noticed.${trouble}.body`)}</p>
    </GuidePanel>
  );
}

/** Help that nobody asked for: one press to take it, one to go on. */
export function Offer() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <GuidePanel
      title={t('offer.title')}
      actions={
        <>
          <Press kind="main" onPress={() => send({ type: 'offer.answered', help: true })}>
            <Icon of={CircleHelp} />
            {t('offer.yes')}
          </Press>
          <Press onPress={() => send({ type: 'offer.answered', help: false })}>{t('offer.no')}</Press>
        </>
      }
    >
      <p>{t('offer.body')}</p>
    </GuidePanel>
  );
}
