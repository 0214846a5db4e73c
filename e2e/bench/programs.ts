import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareWindow } from '../support/bare-window.ts';
import { readRuntime } from '../support/runtime.ts';

/** A program that says 'Ready' on its output when its first screen is painted. */
export interface Program {
  name: string;
  start: () => ChildProcess;
}

export interface StartedProgram {
  pid: number;
  /** From spawn to 'Ready', ms. */
  readyMs: number;
  stop: () => Promise<void>;
}

/** The kiosk as residents get it, each start on a fresh data folder. */
export function kioskProgram(): Program {
  const runtime = readRuntime();
  return {
    name: 'kiosk',
    start: () =>
      spawn(runtime.executable, [...runtime.argv, `--user-data-dir=${temporaryFolder()}`], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
  };
}

/** The bare window on the same runtime. */
export function bareProgram(): Program {
  const { executable, argv } = bareWindow(temporaryFolder());
  return {
    name: 'bare window',
    start: () =>
      spawn(executable, [...argv, `--user-data-dir=${temporaryFolder()}`], { stdio: ['ignore', 'pipe', 'ignore'] }),
  };
}

/** Starts a program and waits until its first screen is painted; an error after 30 s. */
export async function startProgram(program: Program): Promise<StartedProgram> {
  const spawned = performance.now();
  const child = program.start();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const readyMs = await new Promise<number>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`${program.name} was not ready within 30 s`)), 30_000);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (!/^Ready$/m.test(chunk.toString())) return;
      clearTimeout(late);
      done(performance.now() - spawned);
    });
  });
  return {
    pid: child.pid ?? 0,
    readyMs,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const folders: string[] = [];
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-dan-bench-'));
  folders.push(folder);
  return folder;
}
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
