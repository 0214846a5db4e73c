import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';

/** The command as a person types it; gives its summary and its last line. */
async function simulate(args: string[], url?: string): Promise<{ code: number; recorded: number; last: string }> {
  const env = { ...process.env, ...(url === undefined ? {} : { HUB_DATABASE_URL: url }) };
  return await new Promise((done) => {
    execFile(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { env }, (error, stdout) => {
      const lines = stdout.trim().split('\n');
      const recorded = Number(/"recorded": (\d+)/.exec(stdout)?.[1]);
      done({ code: error === null ? 0 : Number(error.code), recorded, last: lines.at(-1) ?? '' });
    });
  });
}

describe('eight terminals in a bad network', () => {
  test.each(engines)(
    'lose nothing to a hub on %s',
    async (engine) => {
      const place = await freshPlace(engine);
      const url = 'url' in place ? place.url : undefined;
      const { code, recorded, last } = await simulate(
        ['--terminals', '8', '--visits', '8', '--seed', '7', '--chaos'],
        url,
      );
      expect({ code, recorded, last }).toEqual({
        code: 0,
        // The same seed, the same visits.
        recorded: 232,
        last: 'lost 0, duplicated 0, out of order 0, quarantined 0',
      });
    },
    120_000,
  );
});

test('a wrong number is said and nothing is started', async () => {
  expect(await simulate(['--terminals', 'many'])).toMatchObject({ code: 64 });
});
