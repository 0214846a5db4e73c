import { v7 as uuidv7 } from 'uuid';
import { type FactBody, type FactKind, parseFact } from '../../shared/facts/facts.ts';

/** A fact as it will be hashed, kept and sent: its bytes never change again. */
export interface FrozenFact {
  rid: string;
  kind: FactKind;
  bytes: Buffer;
}

/** Freezes a fact at the moment in which it happens. A body that does not fit its kind is a bug and throws. */
export type Freeze = <K extends FactKind>(kind: K, body: FactBody<K>) => FrozenFact;

/** `boot`: an id of this start of the program; monotonic times compare only within it. */
export function freezeFacts({
  boot,
  now,
  steadyNow = () => performance.now(),
}: {
  boot: string;
  now: () => number;
  steadyNow?: () => number;
}): Freeze {
  return (kind, body) => {
    const parsed = parseFact(kind, body);
    if (!parsed.ok) throw new Error(`a ${kind} fact with a wrong body: ${parsed.error.join('; ')}`);
    const rid = uuidv7();
    const line = { rid, kind, v: 1, t: now(), boot, mono: Math.round(steadyNow()), body: parsed.value.body };
    return { rid, kind, bytes: Buffer.from(JSON.stringify(line), 'utf8') };
  };
}
