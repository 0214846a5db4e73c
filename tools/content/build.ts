import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContentFiles } from './read-content.ts';

/** Writes the bundled content as the one file that the program reads at its start. */
const out = join(import.meta.dirname, '../../out');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'content.json'), JSON.stringify(readContentFiles()));
