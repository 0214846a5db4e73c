import { z } from 'zod';
import { languageTag } from '../facts/facts.ts';
import type { DeviceStatus } from '../health/status.ts';
import { type Language, type TextSize, textSizes } from '../visit/visit-state.ts';

/** What the officer's screen shows; nothing on it is of a resident. How it is shown is its own: no visit has chosen it. */
export type OfficerFace = { language: Language; textSize: TextSize } & (
  | { state: 'closed' }
  | PinAsked
  /** `exporting` null: this terminal has no place to export to. */
  | { state: 'status'; status: DeviceStatus; exporting: Exporting | null }
  /** Whether to start the program again. */
  | { state: 'restart' }
);

/** Facts on their way into a file that is carried to the hub by hand. */
export type Exporting =
  | { step: 'offered' }
  | { step: 'running'; facts: number; of: number }
  | { step: 'done'; facts: number; file: string }
  | { step: 'failed'; why: ExportFault };

/** Why nothing was exported. `no-folder`: the stick is not there. `not-enrolled`: no hub would know whose facts they are. */
export type ExportFault = 'no-folder' | 'full' | 'read-only' | 'failing' | 'not-enrolled' | 'nothing';

/** Waiting for the PIN. `triesLeft` is told after a wrong one; `lockedMinutes` when there were too many. */
export interface PinAsked {
  state: 'pin';
  triesLeft: number | null;
  lockedMinutes: number | null;
}

/** What an officer does there. Parsed in main; a PIN is checked and kept nowhere. */
export const officerAct = z.discriminatedUnion('act', [
  /** The gesture on the attract screen. */
  z.strictObject({ act: z.literal('knock') }),
  z.strictObject({ act: z.literal('pin'), pin: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ act: z.literal('touched') }),
  z.strictObject({ act: z.literal('language'), language: languageTag }),
  z.strictObject({ act: z.literal('text-size'), textSize: z.enum(textSizes) }),
  z.strictObject({ act: z.literal('send') }),
  /** Into a file, where terminal.json says. */
  z.strictObject({ act: z.literal('export') }),
  z.strictObject({ act: z.literal('ask-restart') }),
  z.strictObject({ act: z.literal('restart') }),
  /** From the question back to the status. */
  z.strictObject({ act: z.literal('back') }),
  z.strictObject({ act: z.literal('close') }),
]);
export type OfficerAct = z.infer<typeof officerAct>;
