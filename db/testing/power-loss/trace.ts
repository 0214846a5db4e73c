import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary.ts';

/** What a program did to the files of a folder, in the order in which it was done. Names are within that folder. */
export type Deed =
  | { did: 'write'; file: string; at: number; bytes: Buffer }
  | { did: 'truncate'; file: string; length: number }
  | { did: 'sync'; file: string }
  | { did: 'remove'; file: string }
  /** It told the outside something: a line of words. */
  | { did: 'tell'; words: string[] };

const calls = [
  'openat',
  'pwrite64',
  'write',
  'ftruncate',
  'fdatasync',
  'fsync',
  'unlink',
  'rename',
  'renameat2',
] as const;

/** Runs a script on an empty folder and records every call with which it changes files there. */
export function recordDeeds(script: string, args: string[]): Deed[] {
  const folder = temporaryFolder();
  const trace = join(temporaryFolder(), 'trace');
  const tracing = ['-f', '--seccomp-bpf', '-y', '-xx', '-s', '65536', '-o', trace, '-e', `trace=${calls.join(',')}`];
  const ran = spawnSync('strace', [...tracing, process.execPath, script, folder, ...args], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`the recorded program failed: ${ran.stderr}`);
  return parseTrace(readFileSync(trace, 'latin1'), folder);
}

const unfinished = ' <unfinished ...>';

/** A call that others came in between of stands in two halves; it counts from when it was done. */
function wholeCalls(trace: string): string[] {
  const begun = new Map<string, string>();
  const whole: string[] = [];
  for (const line of trace.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/s.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest)?.[1];
    if (resumed !== undefined) {
      whole.push(`${begun.get(thread) ?? ''}${resumed}`);
      begun.delete(thread);
    } else if (rest.endsWith(unfinished)) {
      begun.set(thread, rest.slice(0, -unfinished.length));
    } else {
      whole.push(rest);
    }
  }
  return whole;
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

function parseTrace(trace: string, folder: string): Deed[] {
  const deeds: Deed[] = [];
  const inside = (path: string): string | null =>
    path === folder ? '' : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
  for (const call of wholeCalls(trace)) {
    const [, name = '', rest = ''] = /^(\w+)\((.*)$/s.exec(call) ?? [];
    const result = Number(/= (-?\d+)[^=]*$/.exec(rest)?.[1] ?? -1);
    if (result < 0) continue;
    if (name === 'openat') {
      const opened = /"([^"]*)", ([A-Z_|]+)/.exec(rest);
      const file = inside(unhex(opened?.[1] ?? '').toString());
      if (file !== null && opened?.[2]?.includes('O_TRUNC')) deeds.push({ did: 'truncate', file, length: 0 });
      continue;
    }
    if (name === 'unlink') {
      const file = inside(unhex(/^"([^"]*)"/.exec(rest)?.[1] ?? '').toString());
      if (file !== null) deeds.push({ did: 'remove', file });
      continue;
    }
    const [, fd = '', hexPath = '', after = ''] = /^(\d+)<([^>]*)>(.*)$/s.exec(rest) ?? [];
    const file = inside(unhex(hexPath).toString());
    const bytes = unhex(/^, "([^"]*)"/.exec(after)?.[1] ?? '');
    if (name === 'write' && fd === '1') deeds.push({ did: 'tell', words: bytes.toString().trim().split(' ') });
    if (file === null) continue;
    if (name.startsWith('rename')) throw new Error('a renamed file is not thought of here');
    if (name === 'pwrite64' || name === 'write') {
      if (bytes.length !== result) throw new Error('a write was recorded in part');
      const at = name === 'write' ? 0 : Number(/, \d+, (\d+)\) +=/.exec(after)?.[1]);
      deeds.push({ did: 'write', file, at, bytes });
    }
    if (name === 'ftruncate') deeds.push({ did: 'truncate', file, length: Number(/^, (\d+)/.exec(after)?.[1]) });
    if (name === 'fsync' || name === 'fdatasync') deeds.push({ did: 'sync', file });
  }
  return deeds;
}
