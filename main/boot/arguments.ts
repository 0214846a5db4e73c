import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../../shared/result.ts';
import { readCode } from '../../shared/sync/enrolment.ts';

export const roles = ['kiosk', 'desk'] as const;
export type Role = (typeof roles)[number];

export interface StartArguments {
  role: Role | null;
  config: string | null;
  userDataDir: string | null;
  /** A one-time code from the hub that this terminal is to belong to. */
  enrol: string | null;
}

/**
 * Our own options out of a command line that Chromium's switches share: what is not ours is left alone.
 * Error: one sentence for the person who typed it.
 */
export function parseStartArguments(argv: string[]): Result<StartArguments, string> {
  const ours = new Set(['role', 'config', 'user-data-dir', 'enrol']);
  const { tokens } = parseArgs({
    args: argv,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      role: { type: 'string' },
      config: { type: 'string' },
      'user-data-dir': { type: 'string' },
      enrol: { type: 'string' },
    },
  });
  const found: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind !== 'option' || !ours.has(token.name)) continue;
    if (token.value === undefined) return failure(`--${token.name} needs a value`);
    found[token.name] = token.value;
  }
  const role = found.role ?? null;
  if (role !== null && !isRole(role)) return failure(`--role must be one of ${roles.join(', ')}, not '${role}'`);
  const enrol = found.enrol === undefined ? null : readCode(found.enrol);
  if (found.enrol !== undefined && enrol === null) {
    return failure(`--enrol needs a code of ten letters and digits as the hub printed it, not '${found.enrol}'`);
  }
  return success({ role, config: found.config ?? null, userDataDir: found['user-data-dir'] ?? null, enrol });
}

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
