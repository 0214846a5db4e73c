import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, type ContentFiles, contentFaults, joinContent } from '../../shared/catalogue/content.ts';
import type { FactBody } from '../../shared/facts/facts.ts';
import { failure, type Result, success } from '../../shared/result.ts';
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
 * the key that packs are signed with. A pack that is not right in everything, or cannot be read, is left where it is, with
 * a record; the last good one is shown, as long as this version of the program finds it right too.
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
  let content = joinContent(built);
  let taken: string | null = null;
  const packs = join(folder, 'content');
  if (!existsSync(packs)) return { content, records };
  const key = publicKey === null ? null : readPublicKey(publicKey);
  const lastGood = join(packs, 'last-good');
  const refuse = (name: string, { why, sentence }: PackFault): void => {
    const shown = content.catalogue.version;
    log.error({ pack: name, why, sentence, shown }, 'content pack refused');
    process.stderr.write(`Content pack ${name} refused: ${sentence}. Shown: version ${shown}.\n`);
    records.push({ event: 'content-refused', why });
  };

  if (existsSync(lastGood)) {
    const kept = openFile(lastGood, key, content.catalogue.version);
    if (kept.ok) {
      content = joinContent(kept.value.files);
      taken = kept.value.version;
    } else if (kept.error.why !== 'older') {
      // Older is no fault: the program has brought newer content since.
      refuse('last-good', kept.error);
    }
  }
  const names = readdirSync(packs).filter((name) => name.endsWith('.pack'));
  for (const name of names.toSorted()) {
    const opened = openFile(join(packs, name), key, content.catalogue.version);
    if (opened.ok) {
      content = joinContent(opened.value.files);
      keep(lastGood, opened.value.text, log);
      log.info({ pack: name, version: opened.value.version }, 'content pack accepted');
      records.push({ event: 'content-accepted', version: opened.value.version });
    } else if (opened.error.version === null || opened.error.version !== taken) {
      refuse(name, opened.error);
    }
  }
  return { content, records };
}

/** Reads a pack and looks at everything in it. `version` of a fault: what the pack is, once that is known. */
function openFile(
  file: string,
  key: ReturnType<typeof readPublicKey>,
  shown: string,
): Result<Pack & { text: string }, PackFault & { version: string | null }> {
  if (key === null) {
    const sentence = 'terminal.json has no content.publicKey to check it with';
    return failure({ why: 'key', sentence, version: null });
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const sentence = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return failure({ why: 'unreadable', sentence, version: null });
  }
  const opened = openPack(text, key);
  if (!opened.ok) return failure({ ...opened.error, version: null });
  const fault = faultOf(opened.value, shown);
  return fault === null ? success({ ...opened.value, text }) : failure({ ...fault, version: opened.value.version });
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

/** Whole or not at all, whenever the power goes. A disk that refuses costs the copy, not the start. */
function keep(file: string, text: string, log: Log): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (error) {
    log.error({ error }, 'the last good content pack could not be kept');
  }
}
