import type { Knex } from 'knex';
import { faultOf } from '../shared/fault.ts';

/** What of a driver's error may leave the database: its kind. Messages, details and notes of both engines hold values. */
const kept = new Set(['name', 'code', 'errno', 'severity']);

/** Of knex and the event emitter: between a statement and whoever ran it. */
const between = /node_modules[\\/]knex[\\/]|\(node:|at node:/;

/** Deep enough to reach past the frames of knex. */
const framesLooked = 30;

/** From now on an error of a statement says what kind it is and who ran the statement, and nothing of what stood in it. */
export function keepErrorsPlain(database: Knex): void {
  const onError = (error: unknown): void => {
    if (error instanceof Error) withoutValues(error, onError);
  };
  database.on('query-error', onError);
}

/** The same error, without what a value can stand in. Its frames are those of now: drivers make errors where nobody waits. `below`: frames begin there. */
export function withoutValues(error: Error, below: (error: Error) => unknown = withoutValues): Error {
  const { name, code } = faultOf(error);
  for (const key of Object.getOwnPropertyNames(error)) if (!kept.has(key)) Reflect.deleteProperty(error, key);
  error.message = code ?? name;
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = framesLooked;
  Error.captureStackTrace(error, below);
  Error.stackTraceLimit = usual;
  error.stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => !between.test(line))
    .join('\n');
  return error;
}
