import { createPrivateKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKeys, packContent } from '../../main/content/pack.ts';
import { type ContentFiles, joinContent } from '../../shared/catalogue/content.ts';
import { freshFolder } from './kiosk.ts';

/** A kiosk's data folder with a signed pack in it, and a terminal.json that names its key. */
export function folderWithPack(files: ContentFiles): string {
  const keys = newKeys();
  const folder = freshFolder({ content: { publicKey: keys.publicKey } });
  mkdirSync(join(folder, 'content'));
  const text = packContent(files, joinContent(files).catalogue.version, createPrivateKey(keys.privateKey));
  writeFileSync(join(folder, 'content/dropped.pack'), text);
  return folder;
}
