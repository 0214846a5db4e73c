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
import { AskFee, FeeCaseText, FeeReasonText, feeCards } from '../fee-parts.tsx';
import { Frame } from '../frame.tsx';
import { usePlace, useService } from '../place.ts';
import { useFee } from '../use-fee.ts';
import { useToday } from '../use-today.ts';
import { SourceLine } from './fact-parts.tsx';
import css from './facts.module.css';

/** One service at a glance: what it costs, who, how long; then where, what is new, and the law. Papers have a screen. */
export function Facts() {
  const { t } = useTranslation();
  const { view, send } = usePlace();
  const { service, words } = useService();
  const told = factsOn(service, useToday());
  const fee = useFee();
  const topics = factTopics.filter((topic) => topic !== 'paper');
  const large = view.textSize !== 'M';
  // Large letters: a card for each statement, each sum where they are largest, and whose word it is once a topic.
  const cardsOf = (topic: ServiceFact['topic'], facts: ServiceFact[], last: ReactNode = null): ReactNode[] => {
    if (facts.length === 0) return [];
    if (!large) return inCards(facts).map((some) => cardOf(topic, some, { sourced: true, last }));
    const cards: ReactNode[] = [];
    for (const fact of facts) {
      const due = fee.cases.filter((known) => known.fact === fact.id);
      if (due.length > 0 && view.textSize === 'XL') cards.push(...feeCards(due, 'XL', true));
      else cards.push(cardOf(topic, [fact]));
    }
    return [...cards, <Source key={`source ${topic} ${facts[0]?.id}`} facts={facts} />];
  };
  // What no way of the guide leads to stands with its topic.
  const amounts = told.filter(({ fee: sum, cases }) => sum !== undefined && cases?.length !== 0);
  const asks = amounts.length > 0 && fee.reason !== null;
  // The way to one's own sum stands with the sums, as long as there is room.
  const together = asks && !large && amounts.length <= fullestCard / 2;
  const cards = [
    ...cardsOf('fee', amounts, together ? <Ask /> : null),
    ...(asks && !together ? [askCard] : []),
    ...topics.flatMap((topic) =>
      cardsOf(
        topic,
        told.filter((fact) => fact.topic === topic && !amounts.includes(fact)),
      ),
    ),
  ];
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

/** On whose word these stand: fees that can be waived on that of the waiver too. */
function Source({ facts }: { facts: ServiceFact[] }) {
  const { waiver } = useFee();
  const waived = waiver !== null && facts.some((fact) => fact.waiver === waiver.id);
  return <SourceLine statements={waived ? [waiver, ...facts] : facts} />;
}

interface Below {
  /** True: it says itself on whose word it stands. */
  sourced?: boolean;
  last?: ReactNode;
}

function cardOf(topic: ServiceFact['topic'], facts: ServiceFact[], below: Below = {}) {
  return <FactCard key={facts.map(({ id }) => id).join()} topic={topic} facts={facts} {...below} />;
}

function FactCard({
  topic,
  facts,
  sourced = false,
  last,
}: { topic: ServiceFact['topic']; facts: ServiceFact[] } & Below) {
  const { t } = useTranslation();
  return (
    <Card label={t(`facts.${topic}`)}>
      {facts.map((fact) => (
        <FactText key={fact.id} fact={fact} />
      ))}
      {sourced ? <Source facts={facts} /> : null}
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
