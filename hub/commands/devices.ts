import { codeShape } from '../../shared/sync/enrolment.ts';
import { fingerprintOf } from '../../wire/keys.ts';
import { openExisting, Refused, type Surroundings } from './command.ts';

/** Who did what from the command line, in the record of events. */
const operator = (): string => `command line (${process.env.SUDO_USER ?? process.env.USER ?? 'unknown'})`.slice(0, 64);

/** Prints a new one-time code for one terminal. */
export async function enrol(around: Surroundings): Promise<number> {
  const { unit = null, replaces = null, minutes, relay } = around.options;
  const lives = minutes === undefined ? codeShape.livesMs / 60_000 : Number(minutes);
  if (!Number.isInteger(lives) || lives < 1 || lives > 7 * 24 * 60) {
    throw new Refused(`--minutes must be a whole number from 1 to 10080 (a week), not '${minutes}'`);
  }
  const store = await openExisting(around);
  try {
    if (replaces !== null && (await store.devices.find(replaces)) === null) {
      throw new Refused(`There is no device ${replaces} to replace: npm run hub -- devices lists them`);
    }
    const code = await store.devices.makeCode({
      unit,
      replaces,
      by: operator(),
      livesMs: lives * 60_000,
      kind: relay ? 'relay' : 'terminal',
    });
    around.say(`Code: ${code.slice(0, 5)}-${code.slice(5)}   (once, within ${lives} minutes)`);
    const shown = `${code.slice(0, 5)}-${code.slice(5)}`;
    if (relay) around.say(`At the hall's hub: npm run hub -- --upstream URL --join ${shown}`);
    else around.say(`At the terminal: npm start -- --enrol ${shown}`);
    return 0;
  } finally {
    await store.close();
  }
}

/** Lists the terminals, with the six digits that must also stand on theirs. */
export async function devices(around: Surroundings): Promise<number> {
  const store = await openExisting(around);
  const rows = (await store.devices.list()).map((device) => [
    device.dev,
    device.unit ?? '-',
    [
      device.status,
      ...(device.kind === 'relay' ? ['relay'] : []),
      ...(device.rotate ? ['asked for a new key'] : []),
    ].join(', '),
    fingerprintOf(device.publicKey),
    device.lastAt === null ? 'never' : new Date(device.lastAt).toISOString(),
    String(device.pending ?? '-'),
    device.clockOffset === null ? '-' : `${Math.round(device.clockOffset / 1000)} s`,
    device.app ?? '-',
  ]);
  await store.close();
  for (const line of columns([
    ['device', 'unit', 'status', 'fingerprint', 'last push', 'waiting', 'clock off', 'version'],
    ...rows,
  ])) {
    around.say(line);
  }
  return 0;
}

/** What happened to devices: enrolled, refused, revoked, forked, begun anew. */
export async function events(around: Surroundings): Promise<number> {
  const store = await openExisting(around);
  const found = await store.devices.events(200);
  await store.close();
  const rows = found.map(({ at, dev, event, detail }) => [new Date(at).toISOString(), dev, event, detail ?? '']);
  for (const line of columns(rows.toReversed())) around.say(line);
  return 0;
}

/** From now on the device is refused; what it has sent stays, what it has not waits there. */
export const revoke = (around: Surroundings): Promise<number> =>
  toOne(around, async (store, dev) => {
    if (!(await store.devices.revoke(dev, operator()))) return null;
    return `${dev} is revoked: it goes on recording and may come back with a new code (enrol --replaces ${dev})`;
  });

/** The device is asked for a new key when it next pushes. */
export const rotate = (around: Surroundings): Promise<number> =>
  toOne(around, async (store, dev) => {
    if (!(await store.devices.askToRotate(dev, operator()))) return null;
    return `${dev} is asked for a new key at its next push`;
  });

async function toOne(
  around: Surroundings,
  change: (store: Awaited<ReturnType<typeof openExisting>>, dev: string) => Promise<string | null>,
): Promise<number> {
  const [dev] = around.words;
  if (dev === undefined) throw new Refused('which device? npm run hub -- devices lists them');
  const store = await openExisting(around);
  const done = await change(store, dev);
  await store.close();
  if (done === null) throw new Refused(`There is no device ${dev}: npm run hub -- devices lists them`);
  around.say(done);
  return 0;
}

function columns(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
