import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a PostgreSQL of the tests' own listens: a folder with its socket. */
    postgres: string;
  }
}

const versions = '/usr/lib/postgresql';

/** A server of the tests' own for one run: its data in a temporary folder, reached through a socket there and by nobody else. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-dan-pg-'));
  const [program, args] = asOrdinaryUser(folder);
  const data = join(folder, 'data');
  const tool = (name: string): string => join(programs(), name);
  execFileSync(program, [...args, tool('initdb'), '-D', data, '-U', 'hub', '-A', 'trust', '--no-sync'], {
    stdio: 'pipe',
    cwd: '/',
  });
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=200'];
  const server = spawn(program, [...args, tool('postgres'), '-D', data, ...settings.flatMap((line) => ['-c', line])], {
    stdio: 'ignore',
    cwd: '/',
  });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  for (let tries = 0; !existsSync(join(folder, '.s.PGSQL.5432')); tries += 1) {
    if (tries > 200) throw new Error('PostgreSQL did not start within 20 s');
    await new Promise((done) => setTimeout(done, 100));
  }
  project.provide('postgres', folder);
  return async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Debian keeps them out of the way, by version. */
function programs(): string {
  const newest = existsSync(versions)
    ? readdirSync(versions).sort((one, other) => Number(other) - Number(one))[0]
    : undefined;
  if (newest === undefined) throw new Error('PostgreSQL is missing: `npm test` installs it, or says how');
  return join(versions, newest, 'bin');
}

/** PostgreSQL does not run as root: it gets the user that its package made. */
function asOrdinaryUser(folder: string): [program: string, args: string[]] {
  if (process.getuid?.() !== 0) return ['env', []];
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, id('-u'), id('-g'));
  chmodSync(folder, 0o755);
  return ['setpriv', ['--reuid', 'postgres', '--regid', 'postgres', '--init-groups', '--']];
}
