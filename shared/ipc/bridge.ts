import { z } from 'zod';
import type { Content } from '../catalogue/content.ts';
import type { ScreenWords } from '../catalogue/words-schema.ts';
import type { OfficerAct, OfficerFace } from '../officer/face.ts';
import type { PortalAct, PortalFace } from '../portal/face.ts';
import { longestWords } from '../sync/sealed-words.ts';
import { residentEvent } from '../visit/events.ts';
import type { VisitView } from '../visit/view.ts';
import type { Language } from '../visit/visit-state.ts';
import type { WordsAnswer } from './words-answer.ts';

/** What a screen must know about the machine it is on. */
export const cardReaders = ['none', 'keyboard', 'serial', 'camera'] as const;
export type CardReaderKind = (typeof cardReaders)[number];

export interface TerminalFace {
  hall: string;
  unit: string;
  helpDesk: string;
  panel: { widthMm: number; heightMm: number; bottomEdgeMm: number };
  openingHours: { opens: string; closes: string } | null;
  /** True when there is a printer for slips. */
  canPrint: boolean;
  /** How identity cards are read here. */
  cardReader: CardReaderKind;
  /** The portal that can be opened beside the guide, as it is called; null: guides alone. */
  portal: string | null;
  /** True when officers can open a screen of their own here. */
  officer: boolean;
  /** The languages of the content, and the words of the screens in each: the first screen needs no more. */
  languages: Language[];
  screens: Record<Language, ScreenWords>;
}

/** What the kiosk knows of services, in all languages: switching language needs no call. */
export type ServiceContent = Pick<Content, 'catalogue' | 'words'>;

/** A press, with the revision of the view it was meant on. */
export const sentEvent = z.strictObject({ seen: z.number().int().min(0), event: residentEvent });
export type SentEvent = z.infer<typeof sentEvent>;

/** What a resident wrote, before it is sealed. Signs may be two UTF-16 units long. */
export const writtenWords = z.string().max(2 * longestWords);

/** A screen is on the glass: which view, and how many syllables there are to read. */
export const paintedScreen = z.strictObject({
  revision: z.number().int().min(0),
  syllables: z.number().int().min(0).max(5000),
});
export type PaintedScreen = z.infer<typeof paintedScreen>;

/** `window.tiepdan`: one function per call, nothing of Electron, no event object. */
export interface Bridge {
  terminal(): Promise<TerminalFace>;
  content(): Promise<ServiceContent>;
  view(): Promise<VisitView>;
  send(sent: SentEvent): void;
  painted(painted: PaintedScreen): void;
  /** Prints what is to be taken home from the ending one stands at. False when it could not be printed. */
  printSlip(): Promise<boolean>;
  /** Hands over what a resident wrote about a difficulty; it is sealed at once and kept nowhere. */
  sendWords(text: string): Promise<WordsAnswer>;
  portal(): Promise<PortalFace>;
  /** Something done to the portal's page. */
  portalAct(act: PortalAct): void;
  /** Returns the way to stop listening. */
  onPortal(listener: (face: PortalFace) => void): () => void;
  officer(): Promise<OfficerFace>;
  /** Something done on the officer's screen, or the gesture that asks for it. */
  officerAct(act: OfficerAct): void;
  /** Returns the way to stop listening. */
  onOfficer(listener: (face: OfficerFace) => void): () => void;
  /** Tells main once a second that the page is not hanging. */
  alive(): void;
  /** Returns the way to stop listening. */
  onView(listener: (view: VisitView) => void): () => void;
}
