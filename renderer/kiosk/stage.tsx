import { type CSSProperties, useEffect, useInsertionEffect, useState } from 'react';
import { IdleWarning } from './idle-warning.tsx';
import { highestReachMm, usePlace } from './place.ts';
import { Attract } from './screens/attract.tsx';
import { Choose } from './screens/choose.tsx';
import { Ending } from './screens/ending.tsx';
import { Facts } from './screens/facts.tsx';
import { Farewell } from './screens/farewell.tsx';
import { Language } from './screens/language.tsx';
import { Papers } from './screens/papers.tsx';
import { Search } from './screens/search.tsx';
import { Situations } from './screens/situations.tsx';
import { Step } from './screens/step.tsx';
import { Difficulties } from './sheets/difficulties.tsx';
import { Difficulty } from './sheets/difficulty.tsx';
import { Display } from './sheets/display.tsx';
import { Elsewhere } from './sheets/elsewhere.tsx';
import { Help } from './sheets/help.tsx';
import { Languages } from './sheets/languages.tsx';
import { Photos } from './sheets/photos.tsx';
import { SlipSheet } from './sheets/slip.tsx';
import { Tools } from './sheets/tools.tsx';
import css from './stage.module.css';

const screens = {
  attract: Attract,
  language: Language,
  choose: Choose,
  situations: Situations,
  search: Search,
  facts: Facts,
  papers: Papers,
  step: Step,
  ending: Ending,
  farewell: Farewell,
};

const sheets = {
  display: Display,
  languages: Languages,
  elsewhere: Elsewhere,
  slip: SlipSheet,
  tools: Tools,
  card: Photos,
  photos: Photos,
  difficulties: Difficulties,
  'more-difficulties': Difficulties,
  difficulty: Difficulty,
  help: Help,
};

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

/** The glass: one screen, or the sheet that lies over it, in the panel's true size. */
export function Stage() {
  const { view, terminal } = usePlace();
  const { widthMm, heightMm, bottomEdgeMm } = terminal.panel;
  const mm = usePixelsPerMm(widthMm, heightMm);
  const reach = Math.max(0, heightMm - (highestReachMm - bottomEdgeMm));
  const { screen, sheet, step, idleSecondsLeft } = view;
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

  const Shown = sheet === 'none' ? screens[screen] : sheets[sheet];
  const sizes = { '--panel-width': widthMm, '--panel-height': heightMm, '--reach': reach } as CSSProperties;
  return (
    <div
      className={css.stage}
      style={sizes}
      data-screen={screen}
      data-sheet={sheet}
      data-step={step ?? undefined}
      data-revision={view.revision}
    >
      {idle ? <IdleWarning /> : <Shown key={`${screen} ${sheet} ${split ? 'portal' : step} ${mm}`} />}
    </div>
  );
}
