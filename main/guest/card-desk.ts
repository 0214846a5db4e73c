import { type CitizenCard, parseCard } from '../../shared/citizen-card/parse-card.ts';
import { cardValues, maskCard } from '../../shared/citizen-card/show-card.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import type { CardFace, PortalAct } from '../../shared/portal/face.ts';
import type { FilledField } from '../../shared/portal/observation.ts';
import type { CardValues } from './write-into-page.ts';

/** How long the whole number may be seen, ms (K-27). */
const revealedMs = 10_000;

export type CardAct = Extract<
  PortalAct,
  { act: 'card-agreed' | 'card-reveal' | 'card-fill' | 'card-forget' | 'card-read' }
>;

export function isCardAct(act: PortalAct): act is CardAct {
  return act.act.startsWith('card-');
}

/**
 * Holds one card for as long as its owner needs it: nothing is read before they agree, it is gone once the page is filled,
 * when they say so, and with the visit. It is in no snapshot of a visit, so it can get into no fact and no file.
 */
export function openCardDesk({
  fill,
  onChange,
}: {
  /** Puts values into the page's boxes; says of each box what became of it. */
  fill: (values: CardValues) => Promise<FilledField[]>;
  onChange: (face: CardFace) => void;
}): { act(act: CardAct): void; forget(): void } {
  let card: CitizenCard | null = null;
  let agreed = false;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const show = (change: Partial<CardFace>): void => onChange({ ...closedPortal.card, ...change });
  const shown = (): Partial<CardFace> =>
    card === null ? { state: 'waiting' } : { state: 'shown', masked: maskCard(card), doubts: card.doubts };

  function forget(): void {
    clearTimeout(hiding);
    card = null;
    agreed = false;
    show({});
  }

  function read(text: string): void {
    if (!agreed) return;
    const parsed = parseCard(text);
    card = parsed.ok ? parsed.value : null;
    show(parsed.ok ? shown() : { state: 'refused', fault: parsed.error });
  }

  async function fillPage(): Promise<void> {
    if (card === null) return;
    const values = cardValues(card);
    clearTimeout(hiding);
    card = null;
    show({ state: 'filled', filled: await fill(values) });
  }

  return {
    forget,
    act(act) {
      if (act.act === 'card-forget') forget();
      else if (act.act === 'card-read') read(act.text);
      else if (act.act === 'card-fill') void fillPage().catch(() => forget());
      else if (act.act === 'card-agreed') {
        agreed = true;
        card = null;
        show({ state: 'waiting' });
      } else if (card !== null) {
        show({ ...shown(), revealed: card.id });
        clearTimeout(hiding);
        hiding = setTimeout(() => show(shown()), revealedMs);
      }
    },
  };
}
