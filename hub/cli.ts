import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHub } from './start-hub.ts';

const usage = `npm run hub [-- options]
  --port N     port to listen on (default 8420)
  --host H     address to listen on (default 127.0.0.1)
  --data DIR   folder of the hub's database and tokens (default ~/.local/share/tiep-dan-hub)
  --papers     take papers from residents' telephones as well, for kiosks that are set to it
  --help       this text
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
      options: {
        port: { type: 'string', default: '8420' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: join(homedir(), '.local/share/tiep-dan-hub') },
        papers: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const { port, host, data, papers, help } = options();
if (help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) stop(`--port must be a number up to 65535, not '${port}'`);
mkdirSync(data, { recursive: true, mode: 0o700 });
const tokenFile = join(data, 'push-token');
const secrets = { pushToken: keptSecret(tokenFile), readKey: keptSecret(join(data, 'read-key')) };
const phones = papers ? { script: join(import.meta.dirname, '../out/preload/phone.cjs') } : null;
const hub = await startHub({
  file: join(data, 'hub.sqlite'),
  host,
  port: Number(port),
  secrets,
  phones,
  now: Date.now,
});
if (!hub.ok) stop(`The hub cannot start: ${'reason' in hub.error ? hub.error.reason : JSON.stringify(hub.error)}`);
const { address, close } = hub.value;
process.stdout.write(
  `Hub: ${address}\nToken file for terminals: ${tokenFile}\nFacts: ${address}/facts?key=${secrets.readKey}\n`,
);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void close().then(() => process.exit(0));
  });
}
