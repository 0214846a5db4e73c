import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type HubPlace, openHubStore } from '../db/hub/store.ts';
import type { OpenProblem } from '../db/open.ts';
import { startHub } from './start-hub.ts';

const usage = `npm run hub [-- command] [options]: collects the facts of terminals
  (none)       run it
  verify       compute every hash anew and name each fact that was changed or is missing; 1 when there is one
  backup       copy the whole database to --out while the hub runs, and verify the copy
  --port N     port to listen on (default 8420)
  --host H     address to listen on (default 127.0.0.1)
  --out FILE   with backup: the copy, a file that is not there yet
  --data DIR   folder of the hub's database and tokens (default ~/.local/share/tiep-dan-hub)
  --papers     take papers from residents' telephones as well, for kiosks that are set to it
  --help       this text

Facts are kept in a SQLite file in --data; with HUB_DATABASE_URL=postgres://... in the environment, in PostgreSQL.
`;

/** A secret that is made once and kept in a file only its owner reads. */
function keptSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(64);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        port: { type: 'string', default: '8420' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: join(homedir(), '.local/share/tiep-dan-hub') },
        papers: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const { values, positionals } = options();
const { port, host, data, papers, out, help } = values;
const [command = 'serve', ...surplus] = positionals;
if (help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (surplus.length > 0 || !['serve', 'verify', 'backup'].includes(command)) {
  stop(`There is no command '${positionals.join(' ')}'.\n${usage}`);
}
const file = join(data, 'hub.sqlite');
const url = process.env.HUB_DATABASE_URL;
const place: HubPlace = url === undefined || url === '' ? { file } : { url };
if (command === 'serve') await serve();
else process.exitCode = await (command === 'verify' ? verify() : backup());

async function serve(): Promise<void> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) stop(`--port must be a number up to 65535, not '${port}'`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const tokenFile = join(data, 'push-token');
  const secrets = { pushToken: keptSecret(tokenFile), readKey: keptSecret(join(data, 'read-key')) };
  const phones = papers ? { script: join(import.meta.dirname, '../out/preload/phone.cjs') } : null;
  const hub = await startHub({ place, host, port: Number(port), secrets, phones, now: Date.now });
  if (!hub.ok) stop(`The hub cannot start: ${reasonOf(hub.error)}`);
  const { address, close } = hub.value;
  process.stdout.write(
    `Hub: ${address}\nToken file for terminals: ${tokenFile}\nFacts: ${address}/facts?key=${secrets.readKey}\n`,
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void close().then(() => process.exit(0));
    });
  }
}

/** The store of a hub that is there; a command that only looks makes none. */
async function openStore() {
  if ('file' in place && !existsSync(file)) stop(`${data} holds no hub: name its folder with --data`);
  const opened = await openHubStore(place);
  return opened.ok ? opened.value : stop(`The hub's database cannot be opened: ${reasonOf(opened.error)}`);
}

async function verify(): Promise<number> {
  const store = await openStore();
  const { streams, facts, faults } = await store.verify();
  await store.close();
  for (const { dev, stream, seq, what } of faults) {
    process.stdout.write(`${what}: device ${dev}, stream ${stream}, sequence ${seq}\n`);
  }
  process.stdout.write(`${facts} facts in ${streams} streams, ${faults.length} fault(s)\n`);
  return faults.length === 0 ? 0 : 1;
}

async function backup(): Promise<number> {
  if (out === undefined) return stop(`backup needs --out FILE\n${usage}`);
  if (existsSync(out)) return stop(`${out} is there already and is left as it is`);
  const store = await openStore();
  if (store.backup === null) return stop('A hub on PostgreSQL is copied by PostgreSQL: pg_dump "$HUB_DATABASE_URL"');
  await store.backup(resolve(out));
  await store.close();
  const copy = await openHubStore({ file: resolve(out) });
  if (!copy.ok) return stop(`The copy cannot be opened: ${reasonOf(copy.error)}`);
  const { facts, faults } = await copy.value.verify();
  await copy.value.close();
  process.stdout.write(`${resolve(out)}: ${facts} facts, ${faults.length} fault(s)\n`);
  return faults.length === 0 ? 0 : 1;
}

function reasonOf(error: OpenProblem): string {
  return 'reason' in error ? error.reason : JSON.stringify(error);
}
