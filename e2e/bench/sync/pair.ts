import { join } from 'node:path';
import { temporaryFolder } from '../programs.ts';
import { type Child, startChild } from './child.ts';
import type { HubCalls } from './hub-child.ts';
import { type PouchCalls, pouchFile } from './rivals.ts';
import type { TerminalCalls } from './terminal-child.ts';

/** A terminal that has recorded so many facts, and a hub on SQLite that has none of them; each a process of its own. */
export interface Pair {
  terminal: Child<TerminalCalls>;
  hub: Child<HubCalls>;
  address: string;
  folder: string;
  /** Enrols the terminal; by way of another address when something stands between. */
  connect(address?: string): Promise<void>;
  end(): Promise<void>;
}

/** `count` facts are recorded already when it returns. */
export async function openPair({ count, seed }: { count: number; seed: number }): Promise<Pair> {
  const folder = temporaryFolder();
  const hub = startChild<HubCalls>('hub-child.ts');
  const address = await hub.ask('open', { place: { file: join(folder, 'hub.sqlite') } });
  const terminal = startChild<TerminalCalls>('terminal-child.ts');
  await terminal.ask('open', { folder: join(folder, 'terminal') });
  if (count > 0) await terminal.ask('record', { count, seed });
  return {
    terminal,
    hub,
    address,
    folder,
    async connect(by = address) {
      await terminal.ask('connect', { address: by, code: await hub.ask('code') });
    },
    async end() {
      await terminal.end();
      await hub.end();
    },
  };
}

/** The same with PouchDB on both sides. */
export async function openPouchPair({ count, seed }: { count: number; seed: number }) {
  const folder = temporaryFolder();
  const hub = startChild<PouchCalls>(pouchFile);
  const address = await hub.ask('serve', { folder: join(folder, 'hub') });
  const terminal = startChild<PouchCalls>(pouchFile);
  await terminal.ask('fill', { folder: join(folder, 'terminal'), count, seed });
  return {
    terminal,
    hub,
    address,
    folder: join(folder, 'terminal'),
    async end() {
      await terminal.end();
      await hub.end();
    },
  };
}
