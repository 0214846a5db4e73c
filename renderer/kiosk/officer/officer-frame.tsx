import { ALargeSmall, Languages, MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextSize } from '../../../shared/visit/visit-state.ts';
import { Heading } from '../../ui/heading.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Press } from '../../ui/press.tsx';
import { words } from '../../words.ts';
import { Clock } from '../clock.tsx';
import frame from '../frame.module.css';
import { usePlace } from '../place.ts';
import css from './officer.module.css';

const nextSize: Record<TextSize, TextSize> = { M: 'L', L: 'XL', XL: 'M' };

/** The frame of the officer's screens: like a visit's, without a visit's bar. What is only read stands high where letters are large (0012). */
export function OfficerFrame({
  title,
  lead,
  mark,
  children,
  actions,
}: {
  title: string;
  lead?: ReactNode;
  /** Stands before the title. */
  mark?: ReactNode;
  children?: ReactNode;
  /** The buttons of the bar. */
  actions: ReactNode;
}) {
  const { t } = useTranslation();
  const { view } = usePlace();
  const heading = (
    <div className={frame.heading}>
      <p className={frame.eyebrow}>{t('officer.eyebrow')}</p>
      <div className={css.title}>
        {mark}
        <Heading>{title}</Heading>
      </div>
      {lead === undefined ? null : <p className={frame.lead}>{lead}</p>}
    </div>
  );
  const high = view.textSize !== 'M';
  return (
    <div className={frame.frame}>
      <Top>{high ? heading : null}</Top>
      <main className={frame.content}>
        {high ? null : heading}
        {children}
      </main>
      <nav className={`${frame.bar} ${css.bar}`}>{actions}</nav>
    </div>
  );
}

function Top({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { terminal, view, officerAct } = usePlace();
  const others = terminal.languages.filter((language) => language !== view.language);
  // Each press leads to the next one; there are few.
  const at = terminal.languages.indexOf(view.language);
  const [first = view.language] = terminal.languages;
  const other = terminal.languages[at + 1] ?? first;
  return (
    <header className={frame.top}>
      <p className={frame.hall}>
        <Icon of={MapPin} />
        <span>{terminal.hall}</span>
        <Clock />
      </p>
      {children}
      <div className={frame.pills}>
        <Press kind="pill" onPress={() => officerAct({ act: 'text-size', textSize: nextSize[view.textSize] })}>
          <Icon of={ALargeSmall} />
          {t('display.open')}
        </Press>
        {others.length === 0 ? null : (
          <Press kind="pill" onPress={() => officerAct({ act: 'language', language: other })}>
            <Icon of={Languages} />
            <span lang={other}>{words.getFixedT(other)('language.name')}</span>
          </Press>
        )}
      </div>
    </header>
  );
}
