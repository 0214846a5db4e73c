import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/runtime.ts';
import type { Row } from './row.ts';

/** Everything the page may load as script, minified as built. */
export function scriptSize(): Row {
  const folder = join(projectRoot, 'out/renderer');
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const bytes = scripts.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return {
    what: 'renderer JavaScript, minified',
    figure: `${(bytes / 1000).toFixed(0)} kB in ${scripts.length} files`,
    against: '-',
    target: '<= 700 kB',
    holds: bytes <= 700_000,
    raw: { bytes, files: scripts.length },
  };
}
