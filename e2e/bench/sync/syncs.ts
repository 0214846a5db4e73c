import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause, temporaryFolder } from '../programs.ts';

/** How often processes told the disk to sync while something was done; null where strace is not there or not allowed. */
export async function countSyncs<T>(
  pids: number[],
  work: () => Promise<T>,
): Promise<{ value: T; syncs: number | null }> {
  if (pids.length === 0) return { value: await work(), syncs: null };
  const file = join(temporaryFolder(), 'syncs.txt');
  const attach = pids.flatMap((pid) => ['-p', `${pid}`]);
  const strace = spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync', '-o', file, ...attach], { stdio: 'ignore' });
  let running = true;
  const ended = new Promise<void>((done) => {
    for (const event of ['exit', 'error']) {
      strace.once(event, () => {
        running = false;
        done();
      });
    }
  });
  await pause(700);
  const value = await work();
  if (!running) return { value, syncs: null };
  strace.kill('SIGINT');
  await ended;
  return { value, syncs: readFileSync(file, 'utf8').split(/\bf(?:data)?sync\(/).length - 1 };
}
