import { ArrowRight, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { factsOn } from '../../../shared/catalogue/guide.ts';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useToday } from '../use-today.ts';
import { SourceLine } from './fact-parts.tsx';
import css from './papers.module.css';

/** A checklist for the resident's own eyes: what is ticked stays in memory and is never told to anyone. */
export function Papers() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { service, words } = useService();
  const papers = factsOn(service, useToday()).filter((fact) => fact.topic === 'paper');
  const items = papers.map((paper) => {
    const ready = view.papersReady.includes(paper.id);
    const spoken = words.facts[paper.id];
    return (
      <Press
        key={paper.id}
        kind="choice"
        pressed={ready}
        guarded={false}
        onPress={() => send({ type: 'paper.toggled', paper: paper.id })}
      >
        <span className={css.mark}>{ready ? <Icon of={Check} /> : null}</span>
        <span className={css.words}>
          <span>{spoken?.title}</span>
          <span className={css.why}>{spoken?.why}</span>
        </span>
        <span className={css.ready}>{t('papers.ready')}</span>
      </Press>
    );
  });
  return (
    <Frame
      eyebrow={words.officialName}
      title={t('papers.title')}
      lead={t('papers.lead')}
      actions={
        <Press kind="main" onPress={() => send({ type: 'next' })}>
          {t('papers.start')}
          <Icon of={ArrowRight} />
        </Press>
      }
    >
      <Pages>
        {items}
        <SourceLine key="source" statements={papers} />
      </Pages>
    </Frame>
  );
}
