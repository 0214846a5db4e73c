import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminalStore, type TerminalStore } from '../terminal/store.ts';

const folders: string[] = [];

/** A folder of its own for one test; gone when the run ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-dan-test-'));
  folders.push(folder);
  return folder;
}
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A log that keeps its lines. */
export function keptLog() {
  const lines: { level: string; message: string }[] = [];
  const line = (level: string) => (_fields: object, message: string) => {
    lines.push({ level, message });
  };
  return { lines, info: line('info'), warn: line('warn'), error: line('error') };
}

/** An open terminal store in a fresh folder, or in `folder`. */
export async function openStore({
  folder = temporaryFolder(),
  log = keptLog(),
  now = Date.now,
  ballastBytes = 0,
  ...rest
}: {
  folder?: string;
  log?: ReturnType<typeof keptLog>;
  now?: () => number;
  ballastBytes?: number;
  capBytes?: number;
} = {}): Promise<TerminalStore> {
  const opened = await openTerminalStore({ folder, clock: { now }, log, ballastBytes, ...rest });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

/** A fact that any test may record. */
export const someFact = {
  visit: '0199f0c2-7a51-7c3e-8f2a-3d1b5a6c7d8e',
  difficulty: 'D02',
  service: 'dang-ky-tam-tru',
  step: 'log-in',
};
