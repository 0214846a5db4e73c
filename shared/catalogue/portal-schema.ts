import { z } from 'zod';
import { identifier, provenance, stage } from './statement.ts';

/**
 * What the kiosk knows of a portal's pages: which addresses are the portal, which page is which step, what its boxes are
 * called. Texts as the portal writes them; compared without case, tones, signs and blanks. A text that ends in '…' is a
 * beginning. It names what may be looked at: nothing else of a page is read, and never what stands in a box.
 */
const texts = z.array(z.string().min(2).max(120)).min(1);

/** What is typed into a box: which keys are laid out. */
export const fieldKinds = ['text', 'name', 'digits', 'date', 'phone', 'email', 'password', 'search'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** What a card can fill; the card's reader knows them by the same names. */
export const cardFields = ['id', 'oldId', 'name', 'dateOfBirth', 'yearOfBirth', 'sex', 'address', 'issuedOn'] as const;
export type CardFieldName = (typeof cardFields)[number];

/** What one does with a box: types, picks one of a list, ticks, presses, or chooses a file. */
export const boxUses = ['type', 'pick', 'tick', 'press', 'file'] as const;
export type BoxUse = (typeof boxUses)[number];

const portalBox = z.strictObject({
  id: identifier,
  use: z.enum(boxUses),
  /** Its label, or what stands on it; the first is shown to the resident when the page's own is not found. */
  name: texts,
  /** Tried before the names, anywhere on the page: an id outlives what is written beside it. */
  selector: z.string().max(200).optional(),
  kind: z.enum(fieldKinds).optional(),
  /** Filled from the card by one press, when the resident has agreed. */
  fills: z.enum(cardFields).optional(),
  /** Pointed at in these steps of a guide only; without, in every step of its block's stage. */
  steps: z.array(identifier).optional(),
  /** False: it is there in some cases only, and nobody misses it. */
  expected: z.boolean().default(true),
});
export type PortalBox = z.infer<typeof portalBox>;

/** One part of a page, under a heading of its own; on most portals one stage. */
const portalBlock = z.strictObject({
  stage,
  /** Any of them stands on the page; without, the block is there when its boxes are, and always when it has none. */
  heading: texts.optional(),
  boxes: z.array(portalBox),
});

const portalPage = z.strictObject({
  id: identifier,
  /**
   * What makes it this page: a pattern of host and path ('example.gov.vn/list'), else a text in the title or a heading. An
   * address that is known to any page is believed before the words of all.
   */
  when: z
    .strictObject({ address: z.string().optional(), title: texts.optional(), heading: texts.optional() })
    .refine((when) => Object.keys(when).length > 0, 'a page nobody could recognise'),
  blocks: z.array(portalBlock).min(1),
});
export type PortalPage = z.infer<typeof portalPage>;

/** What can go wrong on a portal without the resident's doing; the words are in ui.json under `noticed`. */
const portalTroubles = [
  'slow',
  'down',
  'server',
  'blank',
  'certificate',
  'lost',
  'empty-list',
  'logged-out',
  'sent-twice',
  'mismatch',
  'no-code',
  'wrong-picture-code',
  'too-large',
  'payment',
  'locked',
  'not-taken',
  'sent-unpaid',
  'standardising',
  'papers-first',
  'past-date',
] as const;
export const portalTrouble = z.enum(portalTroubles);
export type PortalTrouble = z.infer<typeof portalTrouble>;

/** A message of the page that means a difficulty. */
const portalMessage = z.strictObject({ trouble: portalTrouble, text: texts });

/** Where a service begins, when one knows an address of its own that still leads there. */
const portalEntry = z.strictObject({
  id: identifier,
  address: z.url(),
  /** The services that begin here; each has one entry at most. */
  services: z.array(identifier).min(1),
  ...provenance,
});

export const portalProfile = z.strictObject({
  id: identifier,
  /** As it stands over the page. */
  name: z.string().min(1).max(60),
  /** The language of the page, and so of the names in this profile. */
  language: z.string(),
  /** Where a visit may go: whole origins. */
  origins: z.array(z.string().regex(/^https:[/][/][a-z0-9.-]+$/)).min(1),
  /** Where pages may fetch pictures and scripts from beside these: origins, '*.' for every host below. */
  resources: z.array(z.string().regex(/^https:[/][/]([*][.])?[a-z0-9.-]+$/)),
  /** Where one pays, in a window that the portal opens; shown and never typed into. Nothing else leads there. */
  payments: z.strictObject({
    origins: z.array(z.string().regex(/^https:[/][/][a-z0-9.-]+$/)),
    resources: z.array(z.string().regex(/^https:[/][/]([*][.])?[a-z0-9.-]+$/)),
  }),
  /** The way in where a service has no entry of its own, and the way back where its entry fails. */
  home: z.url(),
  entries: z.array(portalEntry),
  /** The first that fits counts. */
  pages: z.array(portalPage).min(1),
  messages: z.array(portalMessage),
  ...provenance,
});
export type PortalProfile = z.infer<typeof portalProfile>;

/** The difficulty each trouble is counted as. */
export const troubleDifficulties = z.record(portalTrouble, z.string());
