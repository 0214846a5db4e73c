import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { moveTo } from './clock.ts';
import { type CollectedFacts, factsOfHub } from './facts.ts';
import { readRuntime } from './runtime.ts';

/** A running kiosk under test: the real program, its page, its output. */
export interface Kiosk {
  app: ElectronApplication;
  page: Page;
  folder: string;
  output: () => string;
  /** What the hub this kiosk started for itself holds. */
  facts: () => Promise<CollectedFacts>;
  /** Power off: no chance to say goodbye. */
  kill: () => Promise<void>;
  close: () => Promise<void>;
}

const folders: string[] = [];

/** A fresh data folder, with terminal.json when `config` is given; removed when the run ends. */
export function freshFolder(config?: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-dan-'));
  folders.push(folder);
  if (config !== undefined) writeConfig(folder, config);
  return folder;
}
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function writeConfig(folder: string, config: object | string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'terminal.json'), typeof config === 'string' ? config : JSON.stringify(config));
}

/** Starts the kiosk in real Electron with the sandbox on, and waits for its page. `day`: which one it takes for today, YYYY-MM-DD. */
export async function startKiosk({
  folder = freshFolder(),
  args = [],
  day,
}: {
  folder?: string;
  args?: string[];
  day?: string | undefined;
} = {}): Promise<Kiosk> {
  const runtime = readRuntime();
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [...runtime.argv, `--user-data-dir=${folder}`, ...args],
    chromiumSandbox: true,
    timeout: 30_000,
  });
  const lines: string[] = [];
  const child = app.process();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const page = await app.firstWindow();
  const output = (): string => lines.join('');
  await settled(output);
  if (day !== undefined) await moveTo(day, { app, page });
  return {
    app,
    page,
    folder,
    output,
    facts: async () => factsOfHub(await printedAddress(output)),
    kill: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await gone;
    },
    close: async () => {
      await app.close();
    },
  };
}

/** Until the program has loaded all of itself: questions to its main process get lost while it does. */
async function settled(output: () => string): Promise<void> {
  for (let tenths = 0; tenths < 80 && !/^Ready$|fault\(s\):/m.test(output()); tenths += 1) {
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Runs the program without anybody attached, as a supervisor would; for starts that are meant to end by themselves. */
export function runProgram(args: string[]): {
  process: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
} {
  const runtime = readRuntime();
  const child = spawn(runtime.executable, [...runtime.argv, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<{ code: number | null; output: string }>((done) => {
    child.once('exit', (code) => done({ code, output }));
  });
  return { process: child, ended };
}

async function printedAddress(output: () => string): Promise<{ address: string; readKey: string }> {
  for (let tenths = 0; tenths < 200; tenths += 1) {
    const printed = [...output().matchAll(/Facts: (http:\/\/[^/]+)\/facts\?key=(\S+)/g)].at(-1);
    if (printed?.[1] !== undefined && printed[2] !== undefined) return { address: printed[1], readKey: printed[2] };
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the kiosk did not print where its facts are:\n${output()}`);
}
