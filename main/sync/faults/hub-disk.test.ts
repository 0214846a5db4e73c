import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { smallDisk } from '../../../db/testing/small-disk.ts';
import { openRig, type Rig } from '../testing/rig.ts';

const mebibyte = 1024 * 1024;

/** To the last byte. */
function fill(file: string): void {
  for (let chunk = mebibyte; chunk >= 512; chunk = Math.floor(chunk / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(chunk, 1), { flag: 'a' });
    } catch {
      // No room for so much: less, perhaps.
    }
  }
}

/** Records until pushes fail, and waits for some that do. */
async function recordUntilRefused(rig: Rig): Promise<void> {
  const before = Date.now() + 20_000;
  while (rig.sender().status().failures < 3) {
    if (Date.now() > before) throw new Error('no push was refused');
    await rig.record(50);
    await new Promise((soon) => setTimeout(soon, 20));
  }
  expect(await rig.pending()).toBeGreaterThan(0);
}

test('a hub whose disk is full confirms nothing that it does not keep, says so, and takes everything when there is room F36 @fault', async (context) => {
  const hubFolder = smallDisk(6 * mebibyte);
  if (hubFolder === null) {
    context.skip('no file system may be mounted here');
    return;
  }
  const rig = await openRig({ hubFolder, beside: true });
  await rig.start();
  await rig.record(20);
  await rig.drained();
  const filler = join(hubFolder, 'filler');
  fill(filler);
  await recordUntilRefused(rig);
  expect(rig.sender().status().lastError).toContain('507');
  rmSync(filler);
  await rig.drained(20_000);
  expect(await rig.oracle.faults()).toEqual([]);
}, 60_000);

test.each(['EROFS', 'EIO'])(
  'a hub whose disk refuses for a while (%s) confirms nothing that it does not keep, and goes on when it takes writes F36 @fault',
  async (error) => {
    const rig = await openRig({ beside: true });
    await rig.start();
    await rig.record(20);
    await rig.drained();
    await rig.hub.tamper(`pwrite64:error=${error}:when=1..40`);
    await recordUntilRefused(rig);
    expect(await rig.oracle.durable(rig.dev)).toBeGreaterThanOrEqual(rig.oracle.recorded() - (await rig.pending()));
    expect(rig.sender().status().lastError).toContain('503');
    await rig.drained(30_000);
    expect(await rig.oracle.faults()).toEqual([]);
  },
  60_000,
);
