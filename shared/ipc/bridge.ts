import { z } from 'zod';
import type { Catalogue } from '../catalogue/schema.ts';
import type { ContentWords } from '../catalogue/words-schema.ts';
import { residentEvent } from '../visit/events.ts';
import type { VisitView } from '../visit/view.ts';
import type { Language } from '../visit/visit-state.ts';

/** What a screen must know about the machine it is on. */
export interface TerminalFace {
  hall: string;
  unit: string;
  helpDesk: string;
  panel: { widthMm: number; heightMm: number; bottomEdgeMm: number };
  openingHours: { opens: string; closes: string } | null;
}

/** Everything the kiosk can say about services, in all languages: switching language needs no call. */
export interface Content {
  catalogue: Catalogue;
  words: Record<Language, ContentWords>;
}

/** A press, with the revision of the view it was meant on. */
export const sentEvent = z.strictObject({ seen: z.number().int().min(0), event: residentEvent });
export type SentEvent = z.infer<typeof sentEvent>;

/** A screen is on the glass: which view, and how many syllables there are to read. */
export const paintedScreen = z.strictObject({
  revision: z.number().int().min(0),
  syllables: z.number().int().min(0).max(5000),
});
export type PaintedScreen = z.infer<typeof paintedScreen>;

/** `window.tiepdan`: one function per call, nothing of Electron, no event object. */
export interface Bridge {
  terminal(): Promise<TerminalFace>;
  content(): Promise<Content>;
  view(): Promise<VisitView>;
  send(sent: SentEvent): void;
  painted(painted: PaintedScreen): void;
  /** Tells main once a second that the page is not hanging. */
  alive(): void;
  /** Returns the way to stop listening. */
  onView(listener: (view: VisitView) => void): () => void;
}
