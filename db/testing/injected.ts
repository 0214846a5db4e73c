import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Injected {
  /** Lines of its standard output so far. */
  told: string[];
  /** Its exit code; null: it was killed. */
  ended: Promise<number | null>;
  /** Kills the script itself: it would outlive whoever tampers with it. */
  kill(): void;
}

/**
 * Runs a script of this folder whose system calls are tampered with (strace: `inject=`). One thread does all that touches
 * files, so that calls can be counted; `path`: only calls on this file count.
 */
export function runInjected({
  script,
  args,
  inject,
  path,
}: {
  script: string;
  args: string[];
  inject: string[];
  path?: string;
}): Injected {
  // Without anything to tamper with it still runs under the same conditions.
  const calls = inject.length === 0 ? 'reboot' : inject.map((rule) => rule.split(':')[0]).join(',');
  const tampering = inject.flatMap((rule) => ['-e', `inject=${rule}`]);
  const only = path === undefined ? [] : ['-P', path];
  const tracing = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, ...tampering, ...only];
  const child = spawn('strace', [...tracing, process.execPath, join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  const told: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    told.push(...lines);
  });
  const ended = new Promise<number | null>((done) => {
    child.once('close', (code) => done(code));
  });
  return {
    told,
    ended,
    kill() {
      const children = `/proc/${child.pid}/task/${child.pid}/children`;
      for (const pid of readFileSync(children, 'utf8').trim().split(' ')) process.kill(Number(pid), 'SIGKILL');
    },
  };
}
