import { z } from 'zod';
import { factBodies } from '../../shared/facts/facts.ts';

const told = z.object({
  facts: z.array(z.object({ dev: z.string(), kind: z.string(), body: z.unknown() })),
});

/**
 * Where kiosks have met a portal that is not as its profile says, from a hub's facts: profile, page and box, and the State's
 * hosts that the profile lacks; how many kiosks told of each. Rejects when the hub does not answer or refuses the key.
 */
export async function driftReport(address: string): Promise<string> {
  const drifts = await tellers(address, 'portal.drift', (body) => {
    const { success, data } = factBodies['portal.drift'].safeParse(body);
    if (!success) return null;
    const { profile, page, box, content } = data;
    return `${profile}${page === null ? ', a page that no pattern knows' : `, page ${page}`}${box === null ? '' : `, box ${box}`} (content ${content})`;
  });
  const refused = await tellers(address, 'portal.blocked', (body) => {
    const { success, data } = factBodies['portal.blocked'].safeParse(body);
    return success && data.host !== undefined ? `${data.host} was refused: ${data.why}` : null;
  });
  const lines = [...drifts, ...refused].sort(([, one], [, other]) => other.size - one.size);
  return [
    lines.length === 0
      ? 'No kiosk has met a portal that differs from its profile.'
      : 'The portal is not as its profile says:',
    ...lines.map(([where, { size }]) => `  ${size} kiosk${size === 1 ? '' : 's'}: ${where}`),
    '',
  ].join('\n');
}

/** The devices behind each thing that facts of a kind tell of; `tell` gives null for a fact that tells nothing here. */
async function tellers(
  address: string,
  kind: 'portal.drift' | 'portal.blocked',
  tell: (body: unknown) => string | null,
): Promise<Map<string, Set<string>>> {
  const url = new URL(address);
  const headers = { Authorization: `Bearer ${url.searchParams.get('key') ?? ''}` };
  const answer = await fetch(new URL(`/facts.json?kind=${kind}`, url), { headers });
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
  const { facts } = told.parse(await answer.json());
  const devices = new Map<string, Set<string>>();
  for (const { dev, body } of facts.filter((fact) => fact.kind === kind)) {
    const where = tell(body);
    if (where !== null) devices.set(where, (devices.get(where) ?? new Set()).add(dev));
  }
  return devices;
}
