import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from './prepare/ordinary-user.mjs';
import { run } from './processes.mjs';

/** What the tour is told beside where to write. */
const options = /** @type {const} */ (['service', 'portal', 'text-size', 'theme', 'day']);

/**
 * Walks the kiosk by itself, as the ordinary user, and brings the pictures to `out`.
 * @param {import('./prepare/prepare.mjs').Ready} ready
 * @param {string} out
 * @param {Partial<Record<'service' | 'portal' | 'text-size' | 'theme' | 'day', string | undefined>>} [wanted]
 */
export async function tour({ runner, node, environment }, out, wanted = {}) {
  const work = workFolder(runner, 'tour');
  rmSync(work, { recursive: true, force: true });
  runner.own(work);
  const told = options.flatMap((name) => (wanted[name] === undefined ? [] : [`--${name}`, wanted[name]]));
  const script = join(runner.root, 'e2e/tour/tour.ts');
  const [program, args] = runner.command(node, [script, '--out', work, ...told]);
  const { code } = await run(program, args, { cwd: runner.root, env: environment });
  mkdirSync(out, { recursive: true });
  cpSync(work, out, { recursive: true });
  return code;
}
