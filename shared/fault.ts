/**
 * What may be told of an error, in a log or an answer. Its message may not: a database puts its statement and the values
 * into it, a parser what somebody typed, the file system a path.
 */
export interface Fault {
  name: string;
  /** The driver's or the system's word for it, such as SQLITE_FULL, 23505 or ECONNREFUSED; null: it has none. */
  code: string | null;
  /** Where it was thrown, innermost first. */
  frames: string[];
  cause: Fault | null;
}

const mostFrames = 12;
const mostCauses = 3;

const aName = /^[A-Za-z][\w$]{0,63}$/;
const aCode = /^[A-Z0-9_]{1,64}$/;
const aPlace = String.raw`(?:(?:file://|node:|/|[A-Z]:\\)[^()]{1,400}:\d+:\d+|<anonymous>|native|index \d+)`;
/** One line of a stack as V8 writes it, `at name (place)` or `at place`. */
const aFrame = new RegExp(String.raw`^ {4}at (?:async )?(?:[\w$.<>#[\] ]{1,200} \(${aPlace}\)|${aPlace})$`);

export function faultOf(error: unknown): Fault {
  return faultWithin(error, mostCauses);
}

/** One word for an error: its code, or its name when it has none. */
export function faultWord(error: unknown): string {
  const { code, name } = faultOf(error);
  return code ?? name;
}

/** The fields of a line for a log, with every error among them reduced to what may be told. */
export function withFaults(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? faultOf(value) : value]),
  );
}

function faultWithin(error: unknown, causes: number): Fault {
  if (!(error instanceof Error)) return { name: 'thrown', code: codeIn(error), frames: [], cause: null };
  const cause = causes > 0 && error.cause !== undefined ? faultWithin(error.cause, causes - 1) : null;
  return { name: aName.test(error.name) ? error.name : 'Error', code: codeIn(error), frames: framesOf(error), cause };
}

function codeIn(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && aCode.test(error.code) ? error.code : null;
}

/** Frames stand below the message; a message that could be taken for frames costs them all. */
function framesOf({ stack = '', message }: Error): string[] {
  if (/\n\s*at /.test(message)) return [];
  const place = stack.indexOf(message);
  const lines = (place === -1 ? stack : stack.slice(place + message.length)).split('\n');
  // A message that was changed since stands there as it was: then only what is frames to the end is trusted.
  const last = place === -1 ? lines.findLastIndex((line) => !aFrame.test(line)) : 0;
  const frames = lines.slice(last + 1).filter((line) => aFrame.test(line));
  return frames.slice(0, mostFrames).map((line) => line.trim().slice('at '.length));
}
