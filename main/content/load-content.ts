import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, type ContentFiles, contentFaults, joinContent } from '../../shared/catalogue/content.ts';
import type { FactBody } from '../../shared/facts/facts.ts';
import type { Log } from '../log.ts';
import { isNewer, openPack, type Pack, type PackFault, readPublicKey } from './pack.ts';

/** What is shown, and what is to be recorded about how it was found. */
export interface LoadedContent {
  content: Content;
  records: FactBody<'audit'>[];
}

/** The content that was built into the program. */
export function readBuiltContent(file: string): ContentFiles {
  return JSON.parse(readFileSync(file, 'utf8')) as ContentFiles;
}

/**
 * The newest content there is: what was built in, or a newer pack from `<folder>/content/*.pack`, when terminal.json names
 * the key that packs are signed with. A pack that is not right in everything is left where it is, with a record, and the
 * last good one is shown. `refuse`: tried by tests and by whoever wants to know why.
 */
export function loadContent({
  built,
  folder,
  publicKey,
  log,
}: {
  built: ContentFiles;
  folder: string;
  publicKey: string | null;
  log: Log;
}): LoadedContent {
  const records: FactBody<'audit'>[] = [];
  let best: { content: Content; pack: Pack | null } = { content: joinContent(built), pack: null };
  const packs = join(folder, 'content');
  if (!existsSync(packs)) return { content: best.content, records };
  const names = readdirSync(packs).filter((name) => name.endsWith('.pack'));
  const key = publicKey === null ? null : readPublicKey(publicKey);
  const lastGood = join(packs, 'last-good');
  // The one that was taken before is known to be right in all but what may have happened to its file since.
  const known = key === null ? null : openGood(lastGood, key);
  if (known !== null && isNewer(known.version, best.content.catalogue.version)) {
    best = { content: joinContent(known.files), pack: known };
  }
  for (const name of names.toSorted()) {
    const shown = best.content.catalogue.version;
    const opened =
      key === null
        ? ({
            ok: false,
            error: { why: 'key', sentence: 'terminal.json has no content.publicKey to check it with' },
          } as const)
        : openPack(readFileSync(join(packs, name), 'utf8'), key);
    if (opened.ok && opened.value.version === known?.version) continue;
    const fault = opened.ok ? (faultOf(opened.value, shown) ?? null) : opened.error;
    if (fault !== null) {
      log.error({ pack: name, why: fault.why, sentence: fault.sentence, shown }, 'content pack refused');
      process.stderr.write(`Content pack ${name} refused: ${fault.sentence}. Shown: version ${shown}.\n`);
      records.push({ event: 'content-refused', why: fault.why });
    } else if (opened.ok) {
      best = { content: joinContent(opened.value.files), pack: opened.value };
      keep(lastGood, readFileSync(join(packs, name), 'utf8'));
      log.info({ pack: name, version: opened.value.version }, 'content pack accepted');
      records.push({ event: 'content-accepted', version: opened.value.version });
    }
  }
  return { content: best.content, records };
}

const sentencesShown = 3;

function faultOf({ version, files }: Pack, shown: string): PackFault | null {
  if (!isNewer(version, shown))
    return { why: 'older', sentence: `it is version ${version}, and ${shown} is here already` };
  const faults = contentFaults(files);
  if (faults.length > 0) {
    const more = faults.length > sentencesShown ? `; and ${faults.length - sentencesShown} more` : '';
    return { why: 'faults', sentence: faults.slice(0, sentencesShown).join('; ') + more };
  }
  const inside = joinContent(files).catalogue.version;
  return inside === version ? null : { why: 'faults', sentence: `its manifest says ${version}, its index ${inside}` };
}

function openGood(file: string, key: NonNullable<ReturnType<typeof readPublicKey>>): Pack | null {
  if (!existsSync(file)) return null;
  const opened = openPack(readFileSync(file, 'utf8'), key);
  return opened.ok ? opened.value : null;
}

/** Whole or not at all, whenever the power goes. */
function keep(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
