import { join } from 'node:path';
import { diskTroubleOf } from '../../db/disk-trouble.ts';
import type { Journal } from '../../db/terminal/journal.ts';
import type { ExportFault } from '../../shared/officer/face.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import type { CarriedHead, CarriedPush } from '../../shared/sync/carried.ts';
import { pushLimits } from '../../shared/sync/wire.ts';
import { writePiecesDurably } from '../../wire/write-durably.ts';
import type { HubLine } from './hub-line.ts';
import { pushRequest } from './push.ts';

/** A file with everything that was pending, and how many facts that were. */
export interface Exported {
  file: string;
  facts: number;
}

const batch = { records: pushLimits.records, bytes: pushLimits.kilobytes * 1024 };

/**
 * Writes everything that is pending into a file of this folder, as signed pushes that the hub takes like any other; whole
 * or not at all. Nothing counts as delivered by it: only a hub's answer does that. `onProgress`: facts written so far, of
 * how many.
 */
export async function exportFacts({
  journal,
  line,
  folder,
  version,
  now,
  onProgress,
}: {
  journal: Pick<Journal, 'dev' | 'allPending' | 'pendingCount'>;
  line: Pick<HubLine, 'signed' | 'standing' | 'clock'>;
  /** Where a stick is to be found. */
  folder: string;
  /** The program's. */
  version: string;
  now: () => number;
  onProgress: (facts: number, of: number) => void;
}): Promise<Result<Exported, ExportFault>> {
  // Without a key that the hub knows nobody could tell whose facts these are.
  if (line.standing() === 'waiting' || line.standing() === 'refused') return failure('not-enrolled');
  const of = await journal.pendingCount();
  if (of === 0) return failure('nothing');
  const file = join(folder, `${journal.dev}-${stamp(now())}.tiepdan`);
  let facts = 0;
  async function* lines(): AsyncIterable<string> {
    const head: CarriedHead = { format: 'tiepdan-facts', v: 1 };
    yield `${JSON.stringify(head)}\n`;
    for await (const pending of journal.allPending(batch)) {
      const about = { pending: Math.max(0, of - facts), version, clock: line.clock.offset() };
      const { url, headers, body } = line.signed(await pushRequest(pending, about));
      const carried: CarriedPush = { url, headers, body: body.toString('base64') };
      yield `${JSON.stringify(carried)}\n`;
      facts += pending.count;
      onProgress(facts, Math.max(of, facts));
    }
  }
  try {
    await writePiecesDurably(file, lines());
    return success({ file, facts });
  } catch (error) {
    return failure(faultOf(error));
  }
}

function faultOf(error: unknown): ExportFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no-folder';
  const trouble = diskTroubleOf(error);
  return trouble === 'full' || trouble === 'read-only' ? trouble : 'failing';
}

/** The hall's day and time as a file's name may have it: 20261125-140507. */
function stamp(now: number): string {
  const [day, time] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
    .format(now)
    .split(' ');
  return `${day?.replaceAll('-', '')}-${time?.replaceAll(':', '')}`;
}
