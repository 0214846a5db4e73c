/** Programs by another clock: libfaketime shifts the wall clock of a program and of all that it starts. */

/**
 * Moments (UTC) at which calendars part: the hall, seven hours ahead, is in the next day, month or year already; or it is the
 * day that most years do not have. Each with the month in the hall.
 */
export const oddMoments = /** @type {const} */ ([
  ['2026-11-30T19:48:00Z', '2026-12'],
  ['2026-12-31T18:30:00Z', '2027-01'],
  ['2027-02-28T23:59:00Z', '2027-03'],
  ['2028-02-29T12:00:00Z', '2028-02'],
]);

/** Where Debian's package `faketime` keeps it, for programs with threads; the loader fills in `$LIB`. */
const library = '/usr/$LIB/faketime/libfaketimeMT.so.1';

/** By how much this process's own clock was shifted, s. */
const ownShift = Number(/^([+-]\d+)s$/.exec(process.env.FAKETIME ?? '')?.[1] ?? 0);

/**
 * The environment of a program whose clock shows this moment when it starts, and goes on from there; timers and whatever
 * measures time are left alone. An offset, and not libfaketime's `@moment`: that is read in the time zone of each process,
 * and begins anew in processes of another user. The library and not the program `faketime`: that stands between, and takes
 * the signals that are meant for the program.
 * @param {string} moment @param {NodeJS.ProcessEnv} [env] @returns {NodeJS.ProcessEnv}
 */
export function clockAt(moment, env = process.env) {
  const trueNow = Date.now() - ownShift * 1000;
  const seconds = Math.ceil((Date.parse(moment) - trueNow) / 1000);
  const { FAKETIME_SHARED: _shared, ...rest } = env;
  // `+-5s` is taken for no shift at all, and no sign for a moment.
  const shift = `${seconds < 0 ? '' : '+'}${seconds}s`;
  return { ...rest, LD_PRELOAD: library, FAKETIME: shift, DONT_FAKE_MONOTONIC: '1' };
}
