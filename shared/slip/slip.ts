import { citationOf, sayCitation } from '../catalogue/citation.ts';
import { factsOn, isInForce, standing } from '../catalogue/guide.ts';
import type { Catalogue, Service, ServiceFact } from '../catalogue/schema.ts';
import type { ContentWords, ServiceWords } from '../catalogue/words-schema.ts';
import type { Fee } from '../fees/fee-of.ts';
import { feeLines } from '../fees/say-fee.ts';
import type { Language } from '../visit/visit-state.ts';
import type { Say } from './say.ts';

/**
 * What a resident takes home from an ending: of the service alone. It is made from the catalogue and knows nothing that was
 * typed or ticked. It does know the sums that are due on the way that was taken, and why: 'exempt until 28 February 2027'. The
 * answers that led to them stay behind, and so many people share each of the few sums that it still cannot name a person.
 */
export interface Slip {
  hall: string;
  officialName: string;
  title: string;
  body: string;
  parts: { heading: string; lines: string[] }[];
  /** On whose word papers and times stand, and up to which day that was checked; null: it tells neither. */
  source: string | null;
  /** The line against swindlers. */
  warning: string;
  day: string;
}

/** `today`: YYYY-MM-DD; decides which statements are told as certain. `fee`: what is due, as far as known. Throws when there is no such ending. */
export function slipOf({
  catalogue,
  service,
  words,
  law,
  ending,
  fee,
  hall,
  say,
  language,
  today,
  day,
}: {
  catalogue: Catalogue;
  service: Service;
  words: ServiceWords;
  law: ContentWords['law'];
  ending: string;
  fee: Fee;
  hall: string;
  say: Say;
  language: Language;
  today: string;
  /** Today as people of this language write it. */
  day: string;
}): Slip {
  const told = words.endings[ending];
  if (told === undefined) throw new Error(`${service.id} has no ending ${ending}`);
  const linesOf = (topic: ServiceFact['topic']): string[] =>
    factsOn(service, today)
      .filter((fact) => fact.topic === topic)
      .map((fact) => {
        const title = words.facts[fact.id]?.title ?? '';
        return standing(fact, today) === 'certain' ? title : `${title} ${say('facts.askOfficer')}`;
      });
  const cited = factsOn(service, today).filter(({ topic }) => topic === 'paper' || topic === 'time');
  const contacts = catalogue.contacts
    .filter((contact) => contact.confidence !== 'low' && isInForce(contact, today))
    .map(({ id, number, site }) =>
      [number, say(`slip.contact.${id}`), site].filter((part) => part !== null).join(' · '),
    );
  return {
    hall,
    officialName: words.officialName,
    title: told.title,
    body: told.body,
    parts: [
      { heading: say('slip.next'), lines: told.next },
      { heading: say('slip.bring'), lines: linesOf('paper') },
      { heading: say('slip.time'), lines: linesOf('time') },
      {
        heading: say('slip.fee'),
        lines: feeLines({ say, language }, fee, (id) => words.facts[id]?.title ?? ''),
      },
      { heading: say('slip.ask'), lines: contacts },
    ].filter(({ lines }) => lines.length > 0),
    // One act: a square code has little room.
    source: sayCitation(say, language, citationOf(catalogue, { law }, cited), 1),
    warning: say('slip.warning'),
    day,
  };
}

/** A square code (QR, level L) holds 2953 bytes at most; beyond that its maker throws. */
const mostBytes = 2900;

/**
 * The slip as plain lines, for a square code that a telephone shows as text. One that is too long for a code leaves out its
 * last parts, what comes next stays: paper has room for all of it.
 */
export function slipText(slip: Slip): string {
  const text = allLinesOf(slip).join('\n');
  if (bytesOf(text) <= mostBytes || slip.parts.length <= 1) return text;
  return slipText({ ...slip, parts: slip.parts.slice(0, -1) });
}

/** Bytes in UTF-8. */
const bytesOf = (text: string): number => encodeURIComponent(text).replaceAll(/%../g, '.').length;

function allLinesOf({ officialName, title, body, parts, source, warning, hall, day }: Slip): string[] {
  return [
    officialName,
    `${title}. ${body}`,
    ...parts.flatMap(({ heading, lines }) => [`* ${heading}`, ...lines.map((line) => `- ${line}`)]),
    ...(source === null ? [] : [source]),
    warning,
    `${hall}, ${day}`,
  ];
}
