import type { FactKind } from '../../shared/facts/facts.ts';
import { openSend } from '../../wire/send.ts';

/** One fact as the hub shows it. */
export interface CollectedFact {
  kind: string;
  dev: string;
  stream: string;
  seq: number;
  body: Record<string, unknown>;
}

export interface CollectedFacts {
  all: CollectedFact[];
  ofKind: (kind: FactKind) => CollectedFact[];
}

/** Everything a hub holds, asked the way a supervisor's tool would. */
export async function factsOfHub({
  address,
  readKey,
  ca = null,
}: {
  address: string;
  readKey: string;
  ca?: string | null;
}): Promise<CollectedFacts> {
  const { send, close } = openSend({ ca });
  const headers = { Authorization: `Bearer ${readKey}` };
  const answer = await send({ method: 'GET', url: `${address}/facts.json`, headers, body: Buffer.alloc(0) });
  await close();
  if (answer.status !== 200) throw new Error(`the hub answered ${answer.status}`);
  const all = collected(JSON.parse(answer.body.toString('utf8')));
  return { all, ofKind: (kind) => all.filter((fact) => fact.kind === kind) };
}

function collected(answer: unknown): CollectedFact[] {
  return (answer as { facts: CollectedFact[] }).facts;
}
