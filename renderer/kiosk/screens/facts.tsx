import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { factsOn, standing } from '../../../shared/catalogue/guide.ts';
import type { ServiceFact } from '../../../shared/catalogue/schema.ts';
import { factTopics } from '../../../shared/catalogue/topics.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useToday } from '../use-today.ts';
import { Fee, SourceLine } from './fact-parts.tsx';
import css from './facts.module.css';

/** One service at a glance: who, what it costs, how long; then where, what is new, and the law. Papers have a screen. */
export function Facts() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { service, words } = useService();
  const told = factsOn(service, useToday());
  const topics = factTopics.filter((topic) => topic !== 'paper');
  // Large letters: a card for each statement, since all of a topic may not fit on one page.
  const cards = topics.flatMap((topic) => {
    const facts = told.filter((fact) => fact.topic === topic);
    if (view.textSize !== 'M') return facts.map((fact) => ({ key: fact.id, topic, facts: [fact] }));
    return inCards(facts).map((some, card) => ({ key: `${topic}-${card}`, topic, facts: some }));
  });
  return (
    <Frame
      eyebrow={words.officialName}
      title={words.plainName}
      actions={
        <Press kind="main" onPress={() => send({ type: 'next' })}>
          {t('facts.next')}
          <Icon of={ArrowRight} />
        </Press>
      }
    >
      <Pages>
        {cards.map(({ key, topic, facts }) => (
          <Card key={key} label={t(`facts.${topic}`)}>
            {facts.map((fact) => (
              <FactText key={fact.id} fact={fact} />
            ))}
            <SourceLine statements={facts} />
          </Card>
        ))}
      </Pages>
    </Frame>
  );
}

/** No more statements than are read at one glance; prices need the room of two. */
const fullestCard = 4;

function inCards(facts: ServiceFact[]): ServiceFact[][] {
  const cards: ServiceFact[][] = [];
  let room = 0;
  for (const fact of facts) {
    const needed = fact.fee === undefined ? 1 : 2;
    if (needed > room) {
      cards.push([]);
      room = fullestCard;
    }
    cards.at(-1)?.push(fact);
    room -= needed;
  }
  return cards;
}

function FactText({ fact }: { fact: ServiceFact }) {
  const { t } = useTranslation();
  const { words } = useService();
  const title = words.facts[fact.id]?.title ?? '';
  const uncertain = standing(fact, useToday()) === 'ask-officer';
  return (
    <div className={css.statement}>
      {fact.fee === undefined ? <p>{title}</p> : <Fee title={title} fee={fact.fee} />}
      {uncertain ? <p className={css.uncertain}>{t('facts.askOfficer')}</p> : null}
    </div>
  );
}
