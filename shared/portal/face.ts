import { z } from 'zod';
import type { BoxUse, FieldKind, PortalTrouble } from '../catalogue/portal-schema.ts';
import type { CardDoubt, CardFault } from '../citizen-card/parse-card.ts';
import type { MaskedCard } from '../citizen-card/show-card.ts';
import type { BlockReason } from '../facts/facts.ts';
import type { PaperKind } from '../papers/papers.ts';
import type { Door } from './entry.ts';
import type { FilledField } from './observation.ts';

/** What a screen shows of the portal beside the guide: our own names for things, no text of the page. */
export interface PortalFace {
  /** The host one is at, to be read over the page. */
  host: string;
  /** Longer than a moment. */
  loading: boolean;
  /** The page cannot be shown; the guide stands in its place. */
  failed: PortalTrouble | null;
  canGoBack: boolean;
  /** The service has an address of its own on the portal. */
  hasEntry: boolean;
  /** Where to try when this page takes nothing; null: nowhere else. */
  otherDoor: Door | null;
  /** Which keys are wanted; null: nothing is being typed. */
  typing: FieldKind | null;
  /** Counts touches on the page: after one the caret may be elsewhere. */
  touches: number;
  /** What is outlined. */
  outlined: { box: string; use: BoxUse } | null;
  /** False where no profile knows the page: the resident says when a step is done. */
  known: boolean;
  /** Something the page wanted was refused a moment ago. */
  blocked: BlockReason | null;
  /** The host of the page one pays on, over the portal's; null: there is none. */
  paying: string | null;
  /** The page has asked for a file: a paper can be put there now. */
  wantsFile: boolean;
  /** The page stands still until this is answered; null: it asks nothing. */
  dialog: DialogFace | null;
  card: CardFace;
  papers: PapersFace;
}

/**
 * What a page asks by `alert`, `confirm` or `prompt`: the one text of a page that a screen shows, on the glass and nowhere
 * else. It is the page's word, which the screen says, and it may be about a person.
 */
export interface DialogFace {
  /** Another one for each dialog, so that an answer meets the one it was given to. */
  id: number;
  kind: 'alert' | 'confirm' | 'prompt';
  site: 'portal' | 'bank';
  host: string;
  message: string;
  /** What a prompt proposes as its answer. */
  suggested: string;
  /** What stopping the page would do, once it asks on and on: open it again, the portal's first page, close the bank's. */
  stop: 'again' | 'home' | 'close' | null;
}

/** Papers that came from the resident's telephone: how many and how large, nothing of what they show. */
export interface PapersFace {
  /** off: this terminal takes none. over: the time is up, another code is needed. */
  state: 'off' | 'opening' | 'waiting' | 'failed' | 'over';
  /** What the square code says, with the key that opens the papers; on the glass and nowhere else. */
  address: string | null;
  papers: { number: number; kind: PaperKind; kilobytes: number }[];
}

/** The identity card as the screen may show it: masked, and only while its owner works with it. */
export interface CardFace {
  /** consent: nothing was agreed to. waiting: for a code. */
  state: 'consent' | 'waiting' | 'refused' | 'shown' | 'filled';
  fault: CardFault | null;
  masked: MaskedCard | null;
  doubts: CardDoubt[];
  /** The whole number, for some seconds after it was asked for (K-27). */
  revealed: string | null;
  /** What became of the boxes of the page. */
  filled: FilledField[];
}

const pixels = z.number().int().min(0).max(10_000);

/** What a screen asks of the portal. Parsed in main; what is typed is passed on and kept nowhere. */
export const portalAct = z.discriminatedUnion('act', [
  /** Where on the screen the page has its place, CSS pixels; null: it is covered. */
  z.strictObject({
    act: z.literal('place'),
    area: z.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels, outOfReach: pixels }).nullable(),
  }),
  /** The resident has agreed that the card is read; shows its number for a moment; fills the page; forgets the card. */
  z.strictObject({ act: z.enum(['card-agreed', 'card-reveal', 'card-fill', 'card-forget']) }),
  /** What the reader has read; whatever it is, it is kept in memory or not at all. */
  z.strictObject({ act: z.literal('card-read'), text: z.string().max(4000) }),
  /** Puts a paper from the telephone where the page asked for a file. */
  z.strictObject({ act: z.literal('attach'), paper: z.number().int().min(1).max(99) }),
  /** Another code, when the time of the last one is up. */
  z.strictObject({ act: z.literal('papers-again') }),
  z.strictObject({ act: z.enum(['back', 'reload', 'entry', 'home', 'up', 'down', 'stop-typing', 'leave-payment']) }),
  /** `back`: so many characters before the caret are replaced by `text`. */
  z.strictObject({ act: z.literal('type'), back: z.number().int().min(0).max(64), text: z.string().max(64) }),
  /** The answer to a dialog of the page; one that is not on the glass any more gets none. */
  z.strictObject({
    act: z.literal('answer-dialog'),
    id: z.number().int().min(1),
    accept: z.boolean(),
    text: z.string().max(200).optional(),
  }),
  /** The resident wants no more dialogs of this page. */
  z.strictObject({ act: z.literal('stop-page'), id: z.number().int().min(1) }),
  z.strictObject({ act: z.literal('key'), key: z.enum(['Backspace', 'Enter', 'Tab']) }),
]);
export type PortalAct = z.infer<typeof portalAct>;
