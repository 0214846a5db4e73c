import { expect, test } from 'vitest';
import { openRig, type Rig } from '../testing/rig.ts';

/** Each kills the hub at a place that a push comes to sooner or later. */
const places: [where: string, when: number[], doom: (rig: Rig, when: number) => Promise<void>][] = [
  [
    'before a page of the commit is written',
    [1, 4, 9],
    async ({ hub }, when) => await hub.tamper(`pwrite64:signal=SIGKILL:when=${when}`),
  ],
  [
    'before the commit is synced',
    [1, 3],
    async ({ hub }, when) => await hub.tamper(`fsync:signal=SIGKILL:when=${when}`),
  ],
  [
    'after the commit, before it answers',
    [1, 3],
    async ({ hub }, when) => {
      await hub.stop();
      await hub.start(when);
    },
  ],
];

test.each(places)(
  'a hub that is killed %s has everything once when it is back, and nothing counted that it lost F05 @fault',
  async (_where, times, doom) => {
    const rig = await openRig({ beside: true });
    await rig.start();
    for (const when of times) {
      await doom(rig, when);
      let isDead = false;
      const ended = rig.hub.ended().then(() => {
        isDead = true;
      });
      // Pushes go on until one of them kills it.
      for (let tries = 0; !isDead && tries < 200; tries += 1) {
        await rig.record(3);
        await new Promise((soon) => setTimeout(soon, 40));
      }
      expect(isDead, 'it was killed at the chosen place').toBe(true);
      await ended;
      expect(await rig.oracle.durable(rig.dev)).toBeGreaterThanOrEqual(rig.oracle.recorded() - (await rig.pending()));
      await rig.hub.start();
      await rig.drained(20_000);
    }
    expect(await rig.oracle.faults()).toEqual([]);
  },
  60_000,
);
