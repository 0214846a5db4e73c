import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { cardReaders } from '../../shared/ipc/bridge.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { idleLimits } from '../../shared/visit/limits.ts';
import { roles } from '../boot/arguments.ts';
import { readPublicKey } from '../content/pack.ts';
import { typingWays } from '../guest/plugged-in-keys.ts';
import { isPinHash } from '../officer/pin.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 07:30');
const name = z.string().min(1).max(80);

/**
 * terminal.json: what one terminal has to know about its place. Everything has a default, so that a machine without the
 * file is a demonstration terminal; a file that is there must be right in every line.
 */
export const terminalConfig = z.strictObject({
  terminal: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, 'lower-case letters, digits and hyphens')
    .default('kiosk-1'),
  role: z.enum(roles).default('kiosk'),
  hall: z
    .strictObject({
      /** As it stands over the door. */
      name: name.default('Công an phường Cửa Nam'),
      /** Which office this is: its id in the content's organisation.json, such as phuong-cua-nam. */
      unit: z
        .string()
        .regex(/^[a-z0-9-]{1,64}$/, 'lower-case letters, digits and hyphens')
        .default('phuong-cua-nam'),
      /** Where help sits, as people there call it. */
      helpDesk: name.default('bàn hướng dẫn'),
    })
    .prefault({}),
  /** The glass itself, from its data sheet; 21.5 inch portrait by default. Sizes on screen are millimetres. */
  panel: z
    .strictObject({
      widthMm: z.number().min(120).max(1200).default(268),
      heightMm: z.number().min(120).max(2200).default(476),
      widthPx: z.number().int().min(480).max(8192).default(1080),
      heightPx: z.number().int().min(480).max(8192).default(1920),
      /** Lower edge of the picture above the floor: nothing is pressable above 1220 mm (EN 301 549, 8.3). */
      bottomEdgeMm: z.number().min(300).max(1200).default(850),
    })
    .prefault({}),
  /**
   * 'embedded', or the hall's hub. `ca`: the file with the authority that its certificate is from, and no other is believed;
   * the terminal is let in by a one-time code, see `--enrol`.
   */
  hub: z
    .union([
      z.literal('embedded'),
      z.strictObject({ address: z.url({ protocol: /^https?$/ }), ca: z.string().min(1).nullable().default(null) }),
    ])
    .default('embedded'),
  openingHours: z
    .strictObject({ opens: clockTime, closes: clockTime })
    .nullable()
    .default({ opens: '07:30', closes: '17:00' }),
  /** A slip printer by its name in the system's queue; null: slips are taken home as a square code. */
  printer: z
    .strictObject({ deviceName: z.string().min(1).max(128), widthMm: z.number().min(48).max(112).default(80) })
    .nullable()
    .default(null),
  /** The public key that content packs must be signed with; null: only the content that comes with the program. */
  content: z
    .strictObject({
      publicKey: z
        .string()
        .refine((text) => readPublicKey(text) !== null, 'an Ed25519 public key as `npm run content -- key` prints it')
        .nullable()
        .default(null),
    })
    .prefault({}),
  /**
   * How identity cards are read: not at all, by a scanner that types like a keyboard, by one that is a serial port (`device`,
   * such as /dev/ttyACM0; better, as it keeps Vietnamese whole), or by a camera behind the glass.
   */
  card: z
    .strictObject({
      reader: z.enum(cardReaders).default('none'),
      device: z.string().min(1).max(128).nullable().default(null),
    })
    .refine(({ reader, device }) => (reader === 'serial') === (device !== null), {
      error: 'a device with the serial reader, and with no other',
      path: ['device'],
    })
    .prefault({}),
  /** How a keyboard that is plugged in for assisted use writes Vietnamese on the portal's page. */
  keyboard: z.enum(typingWays).default('plain'),
  /**
   * Papers photographed with the resident's own telephone; null: not taken. `address`: how telephones in the hall reach the
   * hub, its LAN address; the embedded hub listens there, for this alone.
   */
  papersFromPhone: z
    .strictObject({ address: z.url({ protocol: /^https?$/ }) })
    .nullable()
    .default(null),
  /** The real portal inside the kiosk, beside the guide; false: the guide tells what to do on another screen. */
  portal: z.boolean().default(true),
  idle: idleLimits.prefault({}),
  /** Opens the officer's screen, with the gesture of docs/officer-screen.md; null: there is none on this terminal. */
  officerPinHash: z.string().refine(isPinHash, 'a hash as `npm run pin` prints it').nullable().default(null),
  /**
   * Where officers may export facts to that wait while there is no network: the folder of a stick that is there only while
   * the stick is, such as /media/kiosk/TIEPDAN; null: nowhere.
   */
  exportFolder: z.string().refine(isAbsolute, 'an absolute path').nullable().default(null),
});
export type TerminalConfig = z.infer<typeof terminalConfig>;

/** One thing wrong with terminal.json: where, and what was expected there. */
export interface ConfigFault {
  path: string;
  expected: string;
}

/** Checks a configuration; all faults at once, so that an engineer corrects the file in one go. */
export function parseTerminalConfig(value: unknown): Result<TerminalConfig, ConfigFault[]> {
  const parsed = terminalConfig.safeParse(value);
  if (parsed.success) return success(parsed.data);
  return failure(
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.') || '(file)', expected: expectation(issue) })),
  );
}

/**
 * Reads terminal.json. `required`: the file was named by hand, so it must be there; the one in the data folder need not.
 */
export function readTerminalConfig(file: string, required: boolean): Result<TerminalConfig, ConfigFault[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing && !required) return parseTerminalConfig({});
    return failure([{ path: '(file)', expected: `a readable file: ${sentenceOf(error)}` }]);
  }
  try {
    return parseTerminalConfig(JSON.parse(text));
  } catch (error) {
    return failure([{ path: '(file)', expected: `JSON: ${sentenceOf(error)}` }]);
  }
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `no such key: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  return issue.message;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
