import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { HubPlace } from '../../db/hub/store.ts';

/** The hub as it is run: a process of its own, with what it said on either output so far. */
export interface RunningHub {
  address: string;
  /** Opens `/facts`. */
  readKey: string;
  child: ChildProcess;
  /** What it left in its log, which is standard error. */
  lines: () => string[];
  stop(): Promise<void>;
}

/** Starts the program over this place and folder. It is ended with the test at the latest. */
export async function runHub(place: HubPlace, folder: string): Promise<RunningHub> {
  const env = 'url' in place ? { ...process.env, HUB_DATABASE_URL: place.url } : process.env;
  const args = [join(import.meta.dirname, '../cli.ts'), '--port', '0', '--data', folder];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      said[name] += chunk;
    });
  }
  const hasSaid = (pattern: RegExp): string => pattern.exec(said.stdout)?.[1] ?? '';
  const readKey = (): string => hasSaid(/^Facts: \S+key=(\S+)$/m);
  await expect.poll(readKey, { timeout: 20_000, message: 'the hub says where it is' }).not.toBe('');
  return {
    address: hasSaid(/^Hub: (\S+)$/m),
    readKey: readKey(),
    child,
    lines: () => said.stderr.split('\n').filter((line) => line !== ''),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
