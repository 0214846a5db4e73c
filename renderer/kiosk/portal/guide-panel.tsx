import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  CircleHelp,
  DoorOpen,
  Maximize2,
  RotateCw,
  Wrench,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door } from '../../../shared/portal/entry.ts';
import { Heading } from '../../ui/heading.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { Way } from '../../ui/way.tsx';
import { placeOn } from '../frame.tsx';
import { usePlace } from '../place.ts';
import { notYetOnTheWay, useWay } from '../way-here.ts';
import css from './portal.module.css';

/** What is read: whose page this is, where one is on the way, what to do. It fills the part of the glass no hand reaches. */
export function GuideText({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const { view, portal } = usePlace();
  const way = useWay();
  // Beside the keys and the largest letters the page needs the room; the line of stations says where one is.
  const isTold = way !== null && (portal.typing === null || view.textSize !== 'XL');
  return (
    <header className={css.text}>
      <p className={css.site}>
        <span>{portal.paying ?? portal.host}</span>
        <span className={css.real}>{useSiteWords()}</span>
      </p>
      <div className={css.saying}>
        <div className={css.way}>
          <Way {...(way ?? notYetOnTheWay)} />
          {isTold ? <p className={css.eyebrow}>{placeOn(t, way)}</p> : null}
        </div>
        <Heading>{title}</Heading>
        {portal.blocked === null ? (
          children
        ) : (
          <p className={css.blocked} data-blocked={portal.blocked}>
            {t(`blocked.${portal.blocked}`)}
          </p>
        )}
      </div>
    </header>
  );
}

/** All that stands above the page where it has the glass: whose page this is. */
export function SiteLine() {
  const { t } = useTranslation();
  const { portal } = usePlace();
  return (
    <header className={css.site}>
      <span>{portal.host}</span>
      <h1 className={css.real}>{portal.loading ? t('portal.waiting') : t('portal.real')}</h1>
    </header>
  );
}

/** Whose page one sees. The State's own is said to be so; a bank's is not. */
function useSiteWords(): string {
  const { t } = useTranslation();
  const { portal } = usePlace();
  if (portal.paying !== null) return t('portal.pay.site');
  return portal.loading ? t('portal.waiting') : t('portal.real');
}

/** What is pressed: what one does with the page, and under it what one says to the guide. */
export function GuidePresses({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { send, portalAct } = usePlace();
  return (
    <section className={css.presses}>
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
      <div className={css.actions}>{children}</div>
    </section>
  );
}

/** While one pays on a page of a bank: it is left by one press, and the portal's page is as it was. */
export function PayPresses() {
  const { t } = useTranslation();
  const { portalAct } = usePlace();
  return (
    <section className={css.presses}>
      <div className={css.actions}>
        <Press kind="main" onPress={() => portalAct({ act: 'leave-payment' })}>
          <Icon of={ArrowLeft} />
          {t('portal.pay.back')}
        </Press>
      </div>
    </section>
  );
}

/** The answer to what the kiosk noticed; how to go on is one press away. */
export function NoticedPresses() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <GuidePresses>
      <MendPress />
      <Press onPress={() => send({ type: 'noticed.answered', help: true })}>
        <Icon of={CircleHelp} />
        {t('noticed.help')}
      </Press>
    </GuidePresses>
  );
}

/** What may mend it: the page anew, another door to the same service, or going on. */
function MendPress() {
  const { t } = useTranslation();
  const { view, portal, send, portalAct } = usePlace();
  const goOn = (act?: 'reload' | Door) => (): void => {
    if (act !== undefined) portalAct({ act });
    send({ type: 'noticed.answered', help: false });
  };
  if (portal.failed !== null || ['blank', 'slow', 'server'].includes(view.noticed ?? ''))
    return (
      <Press kind="main" onPress={goOn('reload')}>
        <Icon of={RotateCw} />
        {t('noticed.again')}
      </Press>
    );
  if (['not-taken', 'standardising'].includes(view.noticed ?? '') && portal.otherDoor !== null)
    return (
      <Press kind="main" onPress={goOn(portal.otherDoor)}>
        <Icon of={DoorOpen} />
        {t(`noticed.door.${portal.otherDoor}`)}
      </Press>
    );
  return (
    <Press kind="main" onPress={goOn()}>
      {t('noticed.goOn')}
      <Icon of={ArrowRight} />
    </Press>
  );
}

/** The answer to help that nobody asked for: one press to take it, one to go on. */
export function OfferPresses() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <GuidePresses>
      <Press kind="main" onPress={() => send({ type: 'offer.answered', help: true })}>
        <Icon of={CircleHelp} />
        {t('offer.yes')}
      </Press>
      <Press onPress={() => send({ type: 'offer.answered', help: false })}>{t('offer.no')}</Press>
    </GuidePresses>
  );
}
