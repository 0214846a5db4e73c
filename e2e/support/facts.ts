import type { FactKind } from '../../shared/facts/facts.ts';

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
export async function factsOfHub(hub: { address: string; readKey: string }): Promise<CollectedFacts> {
  const answer = await fetch(`${hub.address}/facts.json`, { headers: { Authorization: `Bearer ${hub.readKey}` } });
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
  const all = collected(await answer.json());
  return { all, ofKind: (kind) => all.filter((fact) => fact.kind === kind) };
}

function collected(answer: unknown): CollectedFact[] {
  return (answer as { facts: CollectedFact[] }).facts;
}
