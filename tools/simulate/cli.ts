import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHubStore } from '../../db/hub/store.ts';
import { openHubLog } from '../../hub/faults/hub-log.ts';
import { type Hub, startHub } from '../../hub/start-hub.ts';
import { newSigningKey } from '../../wire/keys.ts';
import { openSend } from '../../wire/send.ts';
import { badNetwork, type Fault } from './bad-network.ts';
import { compare } from './compare.ts';
import { seeded } from './random.ts';
import { openTerminal } from './terminal.ts';

const usage = `npm run simulate [-- options]: terminals and a hub in one process, then every fact compared
  --terminals N   how many (default 20)
  --visits M      of each (default 10)
  --seed S        of all that is random (default 1)
  --chaos         a bad network, terminals switched off and on, a hub that is started again
  --help          this text

The hub keeps its facts in a SQLite file in a temporary folder; with HUB_DATABASE_URL, in that (empty) PostgreSQL database.
`;
const { values } = parseArgs({
  options: {
    terminals: { type: 'string', default: '20' },
    visits: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    chaos: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const wanted = (name: 'terminals' | 'visits' | 'seed'): number => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) {
    process.stderr.write(`--${name} must be a whole number, not '${values[name]}'\n${usage}`);
    process.exit(64);
  }
  return number;
};
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const [terminals, visits, seed] = [wanted('terminals'), wanted('visits'), wanted('seed')];
const { chaos } = values;
const restartOfTerminal = 0.05;
const hubLivesMs = 3000;
const betweenVisitsMs = 600;
/** Facts that are not there by then are lost. */
const patienceMs = 15 * 60_000;

const folder = mkdtempSync(join(tmpdir(), 'tiep-dan-simulate-'));
const url = process.env.HUB_DATABASE_URL;
const place = url === undefined || url === '' ? { file: join(folder, 'hub.sqlite') } : { url };
const secrets = { key: newSigningKey(), readKey: randomBytes(24).toString('hex') };
/** One machine plays a city: nobody is told to come more seldom. */
const log = openHubLog();
const limits = { enrolmentsAMinute: 1_000_000, pushesAMinute: 1_000_000, loopDelayMs: 0 };
const { send, close: closeNetwork } = openSend();
const counted: Partial<Record<Fault | 'terminal restarted' | 'hub restarted', number>> = {};
const count = (what: keyof typeof counted): void => {
  counted[what] = (counted[what] ?? 0) + 1;
};
const say = (text: string): boolean => process.stderr.write(`${text}\n`);
const begun = performance.now();
let peakBytes = 0;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}, 250);

let hub = await serve(0);
const { address } = hub;
const port = Number(new URL(address).port);
let over = false;
const restarting = chaos ? restartHub() : Promise.resolve();

const all = await Promise.all(
  Array.from({ length: terminals }, async (_, index) => {
    const random = seeded(seed * 100_003 + index);
    // Of its own: how often the network is used hangs on time, what residents do must not.
    const chance = seeded(seed * 100_003 + index + 50_000);
    const network = chaos ? badNetwork(send, chance, count) : send;
    const code = await makeCode();
    const to = { name: address, address, code: { text: code, once: true } };
    return {
      random,
      terminal: await openTerminal({ folder: join(folder, `${index}`), hub: to, send: network, random, chance }),
    };
  }),
);
let done = 0;
await Promise.all(
  all.map(async ({ random, terminal }) => {
    for (let visit = 0; visit < visits; visit += 1) {
      await terminal.visit();
      // Spread, so that faults meet many pushes and not one.
      if (chaos) await new Promise((soon) => setTimeout(soon, random() * betweenVisitsMs));
      done += 1;
      if (done % 500 === 0) say(`${done} of ${terminals * visits} visits`);
      if (!chaos || random() >= restartOfTerminal) continue;
      count('terminal restarted');
      await terminal.restart();
    }
  }),
);
const recordedAfter = performance.now() - begun;
for (let waited = 0; waited < patienceMs; waited += 500) {
  const pending = await Promise.all(all.map(({ terminal }) => terminal.pending()));
  const left = pending.reduce((sum, one) => sum + one, 0);
  if (left === 0) break;
  if (waited % 5000 === 0) say(`${left} facts on their way`);
  await new Promise((soon) => setTimeout(soon, 500));
}
over = true;
await restarting;
await Promise.all(all.map(({ terminal }) => terminal.stop()));
await hub.close();
await closeNetwork();

const store = await openHubStore(place);
if (!store.ok) throw new Error(JSON.stringify(store.error));
const landed = await store.value.landing.all(Number.MAX_SAFE_INTEGER);
const { faults } = await store.value.verify();
await store.value.close();
clearInterval(watch);
rmSync(folder, { recursive: true, force: true });

const found = compare(
  all.map(({ terminal }) => terminal.witness),
  landed,
);
const seconds = (ms: number): number => Math.round(ms / 100) / 10;
const summary = {
  engine: 'url' in place ? 'PostgreSQL' : 'SQLite',
  terminals,
  visits,
  seed,
  chaos: counted,
  ...found,
  'chain faults': faults.length,
  secondsToRecord: seconds(recordedAfter),
  seconds: seconds(performance.now() - begun),
  peakMegabytes: Math.round(peakBytes / 1024 / 1024),
};
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
const { lost, duplicated, quarantined } = found;
process.stdout.write(
  `lost ${lost}, duplicated ${duplicated}, out of order ${found['out of order']}, quarantined ${quarantined}\n`,
);
process.exitCode = lost + duplicated + found['out of order'] + quarantined + faults.length === 0 ? 0 : 1;

async function serve(on: number): Promise<Hub> {
  const started = await startHub({ place, folder, host: '127.0.0.1', port: on, secrets, limits, log, now: Date.now });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  return started.value;
}

/** A hub that is being started again makes no codes: then the next one does. */
async function makeCode(): Promise<string> {
  for (;;) {
    try {
      const livesMs = 24 * 3600 * 1000;
      return await hub.store.devices.makeCode({ unit: null, replaces: null, by: 'simulate', livesMs });
    } catch {
      await new Promise((soon) => setTimeout(soon, 100));
    }
  }
}

async function restartHub(): Promise<void> {
  while (!over) {
    await new Promise((soon) => setTimeout(soon, hubLivesMs));
    if (over) return;
    count('hub restarted');
    await hub.close();
    await new Promise((soon) => setTimeout(soon, 300));
    hub = await serve(port);
  }
}
