import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deed } from './trace.ts';

/** What a disk may hold after a power cut, and what the program had told by then. */
export interface CrashState {
  /** How many deeds had been done. */
  at: number;
  files: Map<string, Buffer>;
  told: string[][];
}

type Change = Extract<Deed, { did: 'write' | 'truncate' }>;

/** A file under its name, from its beginning to its removal; a new one of the same name is another. */
interface Life {
  name: string;
  certain: Change[];
  /** Since its last sync. */
  uncertain: Change[];
  /** Its name is on the disk for sure. */
  isNamed: boolean;
  removed: 'no' | 'perhaps' | 'surely';
}

const sectorBytes = 512;

/**
 * One state that is possible after so many deeds. Certain is what a completed sync of the file covers; of what came later
 * any part may be there: all, nothing, a beginning, some, and any sectors of a write. Files do not wait for each other.
 */
export function crashState(deeds: Deed[], at: number, random: () => number): CrashState {
  const done = deeds.slice(0, at);
  const files = new Map<string, Buffer>();
  for (const life of livesOf(done)) {
    const isGone = life.removed === 'surely' || (life.removed === 'perhaps' && random() < 0.5);
    if (isGone) files.delete(life.name);
    else if (life.isNamed || random() < 0.7) {
      const survived = [...life.certain, ...survivors(life.uncertain, random)];
      files.set(life.name, contentOf(survived));
    }
  }
  return { at, files, told: done.flatMap((deed) => (deed.did === 'tell' ? [deed.words] : [])) };
}

function livesOf(deeds: Deed[]): Life[] {
  const lives: Life[] = [];
  const living = (name: string): Life => {
    const found = lives.findLast((life) => life.name === name);
    if (found?.removed === 'no') return found;
    const born: Life = { name, certain: [], uncertain: [], isNamed: false, removed: 'no' };
    lives.push(born);
    return born;
  };
  for (const deed of deeds) {
    if (deed.did === 'write' || deed.did === 'truncate') living(deed.file).uncertain.push(deed);
    if (deed.did === 'remove') living(deed.file).removed = 'perhaps';
    if (deed.did === 'sync') {
      // A folder's sync is about names; a file's sync is about its content, and whoever has content has a name.
      const about = deed.file === '' ? lives : lives.filter(({ name }) => name === deed.file);
      for (const life of about) {
        if (life.removed === 'no') life.isNamed = true;
        else life.removed = 'surely';
      }
      if (deed.file !== '') {
        const life = living(deed.file);
        life.certain.push(...life.uncertain.splice(0));
      }
    }
  }
  return lives;
}

function survivors(changes: Change[], random: () => number): Change[] {
  const way = random();
  if (way < 0.25) return [];
  if (way < 0.4) return changes;
  const beginning = changes.slice(0, Math.floor(random() * (changes.length + 1)));
  const chosen = way < 0.65 ? beginning : changes.filter(() => random() < (way < 0.85 ? 0.5 : 0.9));
  return chosen.flatMap((change) => (random() < 0.3 ? torn(change, random) : [change]));
}

/** Only some sectors of a write. */
function torn(change: Change, random: () => number): Change[] {
  if (change.did === 'truncate') return [change];
  const { file, at, bytes } = change;
  const pieces: Change[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + sectorBytes - ((at + from) % sectorBytes));
    if (random() < 0.5) pieces.push({ did: 'write', file, at: at + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return pieces;
}

function contentOf(changes: Change[]): Buffer {
  const most = changes.reduce(
    (end, change) => Math.max(end, change.did === 'write' ? change.at + change.bytes.length : 0),
    0,
  );
  const whole = Buffer.alloc(most);
  let length = 0;
  for (const change of changes) {
    if (change.did === 'write') {
      change.bytes.copy(whole, change.at);
      length = Math.max(length, change.at + change.bytes.length);
    } else {
      whole.fill(0, change.length);
      length = Math.min(most, change.length);
    }
  }
  return whole.subarray(0, length);
}

/** Lays the files down in this folder, which has nothing else then. */
export function layDown({ files }: CrashState, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}
