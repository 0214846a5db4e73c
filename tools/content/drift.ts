import { z } from 'zod';
import { factBodies } from '../../shared/facts/facts.ts';

const told = z.object({
  facts: z.array(z.object({ dev: z.string(), kind: z.string(), body: z.unknown() })),
});

/**
 * Where kiosks have met a portal that is not as its profile says, from a hub's facts: profile, page and box, how many kiosks
 * told of it, and under which version of the content. Rejects when the hub does not answer or refuses the key.
 */
export async function driftReport(address: string): Promise<string> {
  const url = new URL(address);
  const key = url.searchParams.get('key') ?? '';
  const answer = await fetch(new URL('/facts.json?kind=portal.drift', url), {
    headers: { Authorization: `Bearer ${key}` },
  });
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
  const { facts } = told.parse(await answer.json());
  const devices = new Map<string, Set<string>>();
  for (const { dev, kind, body } of facts) {
    const drift = kind === 'portal.drift' ? factBodies['portal.drift'].safeParse(body) : undefined;
    if (drift?.success !== true) continue;
    const { profile, page, box, content } = drift.data;
    const where = `${profile}${page === null ? ', a page that no pattern knows' : `, page ${page}`}${box === null ? '' : `, box ${box}`} (content ${content})`;
    devices.set(where, (devices.get(where) ?? new Set()).add(dev));
  }
  const lines = [...devices].sort(([, one], [, other]) => other.size - one.size);
  return [
    lines.length === 0
      ? 'No kiosk has met a portal that differs from its profile.'
      : 'The portal is not as its profile says:',
    ...lines.map(([where, { size }]) => `  ${size} kiosk${size === 1 ? '' : 's'}: ${where}`),
    '',
  ].join('\n');
}
