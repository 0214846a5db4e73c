import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptSigningKey } from '../../wire/keys.ts';
import { endOnUncaught, openHubLog } from '../faults/hub-log.ts';
import { firstAdmin } from '../staff/user-commands.ts';
import { startHub } from '../start-hub.ts';
import { readTls } from './certificate.ts';
import { Refused, reasonOf, type Surroundings } from './command.ts';
import { upstreamOf } from './upstream.ts';

/** A secret that is made once and kept in a file only its owner reads. */
function keptSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Runs the hub until it is told to stop; a request under way is finished. SIGHUP: a renewed certificate is taken. */
export async function serve(around: Surroundings): Promise<number> {
  const { folder, place, options, say } = around;
  const { port, host, papers } = options;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Refused(`--port must be a number up to 65535, not '${port}'`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secrets = { key: keptSigningKey(join(folder, 'hub-key.pem')), readKey: keptSecret(join(folder, 'read-key')) };
  const built = join(import.meta.dirname, '../../out');
  const phones = papers ? { script: join(built, 'preload/phone.cjs') } : null;
  const tls = readTls(folder);
  const upstream = await upstreamOf(around);
  const log = openHubLog();
  endOnUncaught(log);
  const hub = await startHub({
    place,
    folder,
    host,
    port: Number(port),
    secrets,
    tls,
    phones,
    fonts: join(built, 'renderer/fonts'),
    upstream,
    log,
    now: Date.now,
  });
  if (!hub.ok) throw new Refused(`The hub cannot start: ${reasonOf(hub.error)}`);
  const { address, close, renewCertificate } = hub.value;
  // Before anybody is told that it runs: from then on it may be told to stop.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void close().then(() => process.exit(0));
    });
  }
  say(`Hub: ${address}`);
  if (tls === null)
    say('No certificate: only for this machine, or behind a proxy that has one (npm run hub -- certificate)');
  say(`Facts: ${address}/facts?key=${secrets.readKey}`);
  const first = await firstAdmin(hub.value.store.staff);
  if (first !== null) say(`First sign-in, shown this once: ${first.name} ${first.password}`);
  process.on('SIGHUP', () => {
    const renewed = readTls(folder);
    if (renewed !== null) renewCertificate(renewed);
  });
  return 0;
}
