import { MapPin, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/visit/visit-state.ts';
import { Heading } from '../../ui/heading.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { WayPicture } from '../../ui/way-picture.tsx';
import { words } from '../../words.ts';
import { useClock } from '../clock.tsx';
import { useKnock } from '../officer/use-knock.ts';
import { usePlace } from '../place.ts';
import { unbroken } from '../unbroken.ts';
import css from './attract.module.css';

/** Still pictures, one after another (K-52): long enough to be read twice. */
const frames = ['welcome', 'services', 'ready', 'book', 'vneid', 'scam'] as const;
const frameMs = 10_000;
/** As many languages as have a button of their own here; the others are one press further. */
const buttons = 2;

/**
 * Nobody is here yet. The whole glass starts a visit; nothing moves but from one still picture to the next, nothing sounds.
 */
export function Attract() {
  const { t } = useTranslation();
  const { terminal, send } = usePlace();
  const frame = useFrame();
  const isOpen = useIsOpen();
  const start = (): void => send({ type: 'started' });
  const pressBeside = useKnock(start);
  return (
    <main
      className={css.attract}
      data-frame={frame}
      onPointerUp={(event) =>
        event.target instanceof Element && event.target.closest('button') === null ? pressBeside(event) : undefined
      }
    >
      <section className={css.greeting}>
        <WayPicture />
        <p className={css.hall}>
          <Icon of={MapPin} />
          <span>{terminal.hall}</span>
          <OpeningHours />
        </p>
        <div key={frame} className={css.words}>
          <Heading>{t(`attract.frame.${frame}.title`)}</Heading>
          <p>{t(`attract.frame.${frame}.body`)}</p>
        </div>
      </section>
      <section className={css.start}>
        <Press kind="main" wide onPress={start}>
          {t('attract.start')}
        </Press>
        <div className={css.languages}>
          {terminal.languages.slice(0, buttons).map((language) => (
            <LanguageButton key={language} language={language} />
          ))}
        </div>
        <p>
          <Icon of={UserRound} />
          {t(isOpen ? 'attract.help' : 'attract.helpClosed', { desk: unbroken(terminal.helpDesk) })}
        </p>
      </section>
    </main>
  );
}

/** Which picture is on. */
function useFrame(): (typeof frames)[number] {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((now) => now + 1), frameMs);
    return () => clearInterval(timer);
  }, []);
  return frames[turn % frames.length] ?? frames[0];
}

function LanguageButton({ language }: { language: Language }) {
  const { send } = usePlace();
  return (
    <Press wide onPress={() => send({ type: 'language.chosen', language })}>
      <span lang={language}>{words.getFixedT(language)('language.name')}</span>
    </Press>
  );
}

/** Whether the hall is open, and with it whether somebody is at the desk; a hall without hours always is. */
function useIsOpen(): boolean {
  const { openingHours } = usePlace().terminal;
  const time = useClock();
  return openingHours === null || (time >= openingHours.opens && time < openingHours.closes);
}

function OpeningHours() {
  const { t } = useTranslation();
  const { openingHours } = usePlace().terminal;
  const time = useClock();
  const open = useIsOpen();
  if (openingHours === null) return <time>{time}</time>;
  const { opens, closes } = openingHours;
  return (
    <span>
      <time>{time}</time> · {open ? t('attract.openUntil', { closes }) : t('attract.openFrom', { opens })}
    </span>
  );
}
