import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOn, standing } from '../../../shared/catalogue/guide.ts';
import type { ServiceFact } from '../../../shared/catalogue/schema.ts';
import { factTopics } from '../../../shared/catalogue/topics.ts';
import { dayIn } from '../../../shared/day.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { AskFee, FeeCaseText, FeeReasonText } from '../fee-parts.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useFee } from '../use-fee.ts';
import { useToday } from '../use-today.ts';
import { SourceLine } from './fact-parts.tsx';
import css from './facts.module.css';

/** One service at a glance: who, what it costs, how long; then where, what is new, and the law. Papers have a screen. */
export function Facts() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { service, words } = useService();
  const told = factsOn(service, useToday());
  const { reason } = useFee();
  const topics = factTopics.filter((topic) => topic !== 'paper');
  const cards = topics.flatMap((topic) => {
    const facts = told.filter((fact) => fact.topic === topic);
    const amounts = facts.filter(({ fee, cases }) => fee !== undefined && cases?.length !== 0);
    // Large letters: a card for each statement, since all of a topic may not fit on one page.
    const split = (some: ServiceFact[]): ServiceFact[][] =>
      view.textSize === 'M' ? inCards(some) : some.map((fact) => [fact]);
    // What no way of the guide leads to comes after what somebody here may pay.
    const rest = facts.filter((fact) => !amounts.includes(fact));
    const asks = amounts.length > 0 && reason !== null;
    // The way to one's own sum stands with the sums, as long as there is room.
    const together = asks && view.textSize === 'M' && amounts.length <= fullestCard / 2;
    return [
      ...split(amounts).map((some) => cardOf(topic, some, together ? <Ask /> : null)),
      ...(asks && !together ? [askCard] : []),
      ...split(rest).map((some) => cardOf(topic, some)),
    ];
  });
  return (
    <Frame
      eyebrow={words.officialName}
      title={words.plainName}
      lead={
        service.endedOn === undefined ? undefined : t('facts.ended', { day: dayIn(view.language, service.endedOn) })
      }
      actions={
        <Press kind="main" onPress={() => send({ type: 'next' })}>
          {t('facts.next')}
          <Icon of={ArrowRight} />
        </Press>
      }
    >
      <Pages fullFirst>{cards}</Pages>
    </Frame>
  );
}

/** What decides between the sums above it, and the way to one's own. */
function Ask() {
  return (
    <div className={css.ask}>
      <FeeReasonText />
      <AskFee />
    </div>
  );
}

const askCard = (
  <Card key="ask-fee">
    <Ask />
  </Card>
);

function cardOf(topic: ServiceFact['topic'], facts: ServiceFact[], last: ReactNode = null) {
  return <FactCard key={facts.map(({ id }) => id).join()} topic={topic} facts={facts} last={last} />;
}

function FactCard({ topic, facts, last }: { topic: ServiceFact['topic']; facts: ServiceFact[]; last: ReactNode }) {
  const { t } = useTranslation();
  const { waiver } = useFee();
  const statements = waiver !== null && facts.some((fact) => fact.waiver === waiver.id) ? [waiver, ...facts] : facts;
  return (
    <Card label={t(`facts.${topic}`)}>
      {facts.map((fact) => (
        <FactText key={fact.id} fact={fact} />
      ))}
      <SourceLine statements={statements} />
      {last}
    </Card>
  );
}

/** No more statements than are read at one glance; prices need the room of two. */
const fullestCard = 4;

function inCards(facts: ServiceFact[]): ServiceFact[][] {
  const cards: ServiceFact[][] = [];
  let room = 0;
  for (const fact of facts) {
    const needed = fact.fee === undefined || fact.fee.desk === 0 ? 1 : 2;
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
  const today = useToday();
  const due = useFee().cases.find((known) => known.fact === fact.id);
  if (due !== undefined) return <FeeCaseText due={due} named />;
  const title = words.facts[fact.id]?.title ?? '';
  const uncertain = standing(fact, today) === 'ask-officer';
  return (
    <div className={css.statement}>
      <p>{title}</p>
      {uncertain ? <p className={css.uncertain}>{t('facts.askOfficer')}</p> : null}
    </div>
  );
}
