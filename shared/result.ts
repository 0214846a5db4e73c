/**
 * What can happen is returned, what must not happen is thrown. A plain tagged union on purpose: a class would lose its
 * prototype on its way through Electron's IPC.
 */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** Wraps an expected success. */
export function success<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function failure<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
