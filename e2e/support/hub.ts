import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectedFacts, factsOfHub } from './facts.ts';
import { projectRoot } from './runtime.ts';

/** A hall's hub, as `npm run hub` starts it. */
export interface HubProgram {
  address: string;
  port: number;
  /** Its authority's certificate, when it has TLS. */
  ca: string | null;
  /** A new code that lets one terminal in. */
  code: () => string;
  /** Takes a file that was carried here by hand, also while the hub is down; what it says of it. */
  import: (file: string) => string;
  facts: () => Promise<CollectedFacts>;
  stop: () => Promise<void>;
}

const cli = join(projectRoot, 'hub/cli.ts');

/** Starts a hub on its folder and waits until it has said where it listens. `port` 0: any free one. */
export async function startHubProgram({
  folder,
  port = 0,
  tls = false,
}: {
  folder: string;
  port?: number;
  tls?: boolean;
}): Promise<HubProgram> {
  const ca = join(folder, 'tls/authority.pem');
  if (tls) execFileSync(process.execPath, [cli, 'certificate', '--for', '127.0.0.1', '--data', folder]);
  const child = spawn(process.execPath, [cli, '--port', String(port), '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let output = '';
  const readKey = await new Promise<string>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the hub ended with ${code}:\n${output}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const key = /\/facts\?key=(\S+)/.exec(output)?.[1];
      if (key !== undefined) done(key);
    });
  });
  const address = /^Hub: (\S+)/m.exec(output)?.[1] ?? '';
  return {
    address,
    port: Number(new URL(address).port),
    ca: tls ? ca : null,
    code() {
      const said = execFileSync(process.execPath, [cli, 'enrol', '--data', folder], { encoding: 'utf8' });
      return /^Code: (\S+)/.exec(said)?.[1] ?? '';
    },
    import: (file) => execFileSync(process.execPath, [cli, 'import', file, '--data', folder], { encoding: 'utf8' }),
    facts: () => factsOfHub({ address, readKey, ca: tls ? readFileSync(ca, 'utf8') : null }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
