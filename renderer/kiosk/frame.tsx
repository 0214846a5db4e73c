import type { TFunction } from 'i18next';
import { ALargeSmall, ArrowLeft, BellRing, Languages, LogOut, MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Press } from '../ui/press.tsx';
import { type OnTheWay, Way, WayPath } from '../ui/way.tsx';
import { words } from '../words.ts';
import { Clock } from './clock.tsx';
import css from './frame.module.css';
import { usePlace } from './place.ts';
import { notYetOnTheWay, useWay } from './way-here.ts';

/**
 * The frame of every screen inside a visit: the hall on top where nobody has to reach, text size and language at the
 * reach line, the way leading down to the content, which sits on the bar, and the bar itself, the same everywhere.
 */
export function Frame({
  eyebrow,
  title,
  lead,
  keys = false,
  onBack,
  children,
  first,
  actions,
}: {
  /** What the screen is about; on the way, which step of how many stands here by itself. */
  eyebrow?: string | undefined;
  title: string;
  lead?: ReactNode;
  /** Keys take the room under the reach line: what is only read stands high at any size. */
  keys?: boolean;
  /** What going back means, where it is not the place before. */
  onBack?: () => void;
  children?: ReactNode;
  /** What most people will want here, before the other buttons. */
  first?: ReactNode;
  /** The buttons of this screen, under its content. */
  actions?: ReactNode;
}) {
  const { t } = useTranslation();
  const way = useWay();
  const above = eyebrow ?? (way === null ? undefined : placeOn(t, way));
  const heading = (
    <div className={css.heading}>
      {above === undefined ? null : <p className={css.eyebrow}>{above}</p>}
      <Heading>{title}</Heading>
      {lead === undefined ? null : <p className={css.lead}>{lead}</p>}
    </div>
  );
  // The largest letters need the room that nobody can reach, for what is only read.
  const high = useHighHeading() || keys;
  return (
    <div className={css.frame}>
      <Top>{high ? heading : null}</Top>
      <main className={css.content}>
        <div className={css.sky}>
          {high ? null : (
            <div className={css.path}>
              <WayPath {...(way ?? notYetOnTheWay)} />
            </div>
          )}
        </div>
        <Way {...(way ?? notYetOnTheWay)} />
        {high ? null : heading}
        {children}
        {first === undefined || first === null ? null : <div className={css.first}>{first}</div>}
        {actions === undefined ? null : <div className={css.actions}>{actions}</div>}
      </main>
      <Bar onBack={onBack} />
    </div>
  );
}

/** Which step of how many; whoever has arrived is at no step. */
export function placeOn(t: TFunction, { service, station, count }: OnTheWay & { service: string }): string {
  return station > count ? service : t('step.count', { service, step: station, count });
}

function useHighHeading(): boolean {
  return usePlace().view.textSize === 'XL';
}

function Top({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { terminal, view, send } = usePlace();
  // Where there are two, one press is enough.
  const others = terminal.languages.filter((language) => language !== view.language);
  const [other = view.language] = others;
  return (
    <header className={css.top}>
      <p className={css.hall}>
        <Icon of={MapPin} />
        <span>{terminal.hall}</span>
        <Clock />
      </p>
      {children}
      <div className={css.pills}>
        {view.sheet === 'display' ? null : (
          <Press kind="pill" onPress={() => send({ type: 'display.opened' })}>
            <Icon of={ALargeSmall} />
            {t('display.open')}
          </Press>
        )}
        {view.sheet === 'languages' || others.length === 0 ? null : (
          <Press
            kind="pill"
            onPress={() =>
              send(others.length === 1 ? { type: 'language.chosen', language: other } : { type: 'languages.opened' })
            }
          >
            <Icon of={Languages} />
            {others.length === 1 ? (
              <span lang={other}>{words.getFixedT(other)('language.name')}</span>
            ) : (
              t('language.other')
            )}
          </Press>
        )}
      </div>
    </header>
  );
}

/** Back, an officer, the end: the same on every screen of a visit. */
export function Bar({ onBack }: { onBack?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  return (
    <nav className={css.bar}>
      {view.canGoBack ? (
        <Press kind="bar" onPress={onBack ?? (() => send({ type: 'back' }))}>
          <Icon of={ArrowLeft} />
          {t('bar.back')}
        </Press>
      ) : null}
      <Press kind="help" onPress={() => send({ type: 'help.called' })}>
        <Icon of={BellRing} />
        {view.helpComing ? t('bar.calling') : t('bar.call')}
      </Press>
      <Press kind="bar" onPress={() => send({ type: 'ended' })}>
        <Icon of={LogOut} />
        {t('bar.end')}
      </Press>
    </nav>
  );
}
