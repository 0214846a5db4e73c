import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the PostgreSQL of the tests listens: a folder with its socket. */
    postgres: string;
  }
}

const versions = '/usr/lib/postgresql';
const patienceMs = 30_000;

/** A PostgreSQL of one's own: its data in a temporary folder, reached through a socket there and by nobody else. */
export interface TestServer {
  folder: string;
  /** Like a power cut: it gets no chance to say goodbye. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

/** For the whole run of the tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide('postgres', server.folder);
  return server.remove;
}

export async function startServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-dan-pg-'));
  const [program, args] = asOrdinaryUser(folder);
  const data = join(folder, 'data');
  const tool = (name: string): string => join(programs(), name);
  const initialise = [...args, tool('initdb'), '-D', data, '-U', 'hub', '-A', 'trust', '--no-sync'];
  execFileSync(program, initialise, { stdio: 'pipe', cwd: '/' });
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=200'];
  const serve = [...args, tool('postgres'), '-D', data, ...settings.flatMap((line) => ['-c', line])];
  const isReady = (): boolean => spawnSync(tool('pg_isready'), ['-q', '-h', folder]).status === 0;
  let running: { end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> } | null = null;

  async function start(): Promise<void> {
    for (const until = Date.now() + patienceMs; ; ) {
      const server = spawn(program, serve, { stdio: 'ignore', cwd: '/' });
      let hasEnded = false;
      const ended = new Promise<void>((done) => {
        server.once('exit', () => {
          hasEnded = true;
          done();
        });
      });
      running = {
        end: async (signal) => {
          server.kill(signal);
          await ended;
        },
      };
      // After a power cut the last of its processes may be there for a moment yet, and it does not start beside them.
      while (!hasEnded && !isReady() && Date.now() < until) await pause();
      if (!hasEnded && isReady()) return;
      if (Date.now() >= until) throw new Error('PostgreSQL did not start');
      await pause();
    }
  }
  const pause = async (): Promise<void> => await new Promise((done) => setTimeout(done, 100));

  await start();
  return {
    folder,
    start,
    kill: async () => await running?.end('SIGKILL'),
    remove: async () => {
      await running?.end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps them out of the way, by version. */
function programs(): string {
  const found = existsSync(versions) ? readdirSync(versions) : [];
  const [newest] = found.sort((one, other) => Number(other) - Number(one));
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
