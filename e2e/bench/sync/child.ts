import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a measured process can be asked for: each takes one object, or nothing, and answers. */
export type Calls = Record<string, (given: never) => Promise<unknown>>;

/** A process of its own: what is measured shares no event loop with what measures. */
export interface Child<C extends Calls> {
  readonly pid: number;
  ask<N extends keyof C & string>(what: N, ...given: Parameters<C[N]>): Promise<Awaited<ReturnType<C[N]>>>;
  /** Lets it finish; not waited for longer than 10 s. */
  end(): Promise<void>;
  /** Like a power cut. */
  kill(): Promise<void>;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** Starts one of this folder's programs, or of `../rivals`. */
export function startChild<C extends Calls>(file: string, args: string[] = []): Child<C> {
  const child = fork(join(import.meta.dirname, file), args, {
    serialization: 'advanced',
    execArgv: execArguments(file),
  });
  const waiting = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>();
  let asked = 0;
  const ended = new Promise<void>((done) => {
    child.once('exit', (code, signal) => {
      for (const { fail } of waiting.values()) fail(new Error(`${file} ended (${code ?? signal})`));
      done();
    });
  });
  child.on('message', ({ id, value, error }: Answer) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asker?.done(value);
    else asker?.fail(new Error(`${file}: ${error}`));
  });
  return {
    pid: child.pid ?? 0,
    ask: (what, ...[given]) =>
      new Promise((done, fail) => {
        asked += 1;
        waiting.set(asked, { done: (value) => done(value as Awaited<ReturnType<C[typeof what]>>), fail });
        child.send({ id: asked, what, given });
      }),
    async end() {
      if (child.connected) child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** With TIEP_DAN_BENCH_PROFILE=FOLDER each process leaves a CPU profile there. */
function execArguments(file: string): string[] {
  const folder = process.env.TIEP_DAN_BENCH_PROFILE;
  if (folder === undefined) return [];
  return [
    '--cpu-prof',
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-name=${file.replaceAll(/[/.]+/g, '-')}-${Date.now()}.cpuprofile`,
  ];
}

/** The other side: answers until its parent lets go, then runs `close` and ends. */
export function answerParent(calls: Calls, close: () => Promise<void> = async () => undefined): void {
  process.on('message', ({ id, what, given }: { id: number; what: string; given: never }) => {
    const call = calls[what];
    if (call === undefined) throw new Error(`no call ${what}`);
    call(given).then(
      (value) => send({ id, value }),
      (error: unknown) => send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

const send: (answer: Answer) => unknown = (answer) => (process as unknown as ChildProcess).send(answer);
