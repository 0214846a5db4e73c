import { type CSSProperties, useEffect, useInsertionEffect, useState } from 'react';
import type { VisitView } from '../../shared/visit/view.ts';
import { IdleWarning } from './idle-warning.tsx';
import { highestReachMm, usePlace } from './place.ts';
import type * as Rooms from './rooms.ts';
import { Attract } from './screens/attract.tsx';
import css from './stage.module.css';

/** Where the resident is with the page itself: what it asks stands before these, and behind all others. */
const sheetsOfThePage: VisitView['sheet'][] = ['none', 'tools', 'card', 'photos'];

/** CSS pixels per millimetre of the panel: the whole of it is always seen, in a development window smaller. */
function usePixelsPerMm(widthMm: number, heightMm: number): number {
  const fit = (): number => Math.min(innerWidth / widthMm, innerHeight / heightMm);
  const [pixels, setPixels] = useState(fit);
  useEffect(() => {
    const refit = (): void => setPixels(Math.min(innerWidth / widthMm, innerHeight / heightMm));
    addEventListener('resize', refit);
    return () => removeEventListener('resize', refit);
  }, [widthMm, heightMm]);
  return pixels;
}

/** The glass: one screen, or the sheet that lies over it, in the panel's true size. `rooms`: all but the first, once they are there. */
export function Stage({ rooms }: { rooms: typeof Rooms | null }) {
  const { view, terminal, officer, portal } = usePlace();
  const { widthMm, heightMm, bottomEdgeMm } = terminal.panel;
  const mm = usePixelsPerMm(widthMm, heightMm);
  const reach = Math.max(0, heightMm - (highestReachMm - bottomEdgeMm));
  const { screen, sheet, step, filingWay, idleSecondsLeft } = view;
  // The page beside the guide stays where it is from one step to the next.
  const split = screen === 'step' && sheet === 'none' && view.portal !== 'closed';
  const idle = idleSecondsLeft !== null;

  // Before any layout effect: pages measure themselves with these sizes.
  useInsertionEffect(() => {
    document.documentElement.lang = view.language;
    document.documentElement.dataset.theme = view.theme;
    document.documentElement.dataset.size = view.textSize;
    // On the root, where the tokens are worked out: a token made of --mm takes its value where it is declared.
    document.documentElement.style.setProperty('--mm', `${mm}px`);
  }, [view.language, view.theme, view.textSize, mm]);

  const atOfficer = screen === 'attract' && officer.state !== 'closed';
  const First = atOfficer ? rooms?.OfficerRoom : Attract;
  const isAsked = screen === 'step' && portal.dialog !== null && sheetsOfThePage.includes(sheet);
  const Shown = isAsked
    ? rooms?.PageDialog
    : screen === 'attract'
      ? First
      : sheet === 'none'
        ? rooms?.screens[screen]
        : rooms?.sheets[sheet];
  const sizes = { '--panel-width': widthMm, '--panel-height': heightMm, '--reach': reach } as CSSProperties;
  return (
    <div
      className={css.stage}
      style={sizes}
      data-screen={atOfficer ? 'officer' : screen}
      data-officer={atOfficer ? officer.state : undefined}
      data-sheet={sheet}
      data-step={step ?? undefined}
      data-revision={view.revision}
    >
      {idle ? (
        <IdleWarning />
      ) : Shown === undefined ? null : (
        <Shown
          key={`${isAsked ? `dialog ${portal.dialog?.id}` : ''} ${atOfficer ? 'officer' : screen} ${sheet} ${split ? 'portal' : `${step} ${filingWay}`} ${mm}`}
        />
      )}
    </div>
  );
}
