import { pino } from 'pino';
import { withFaults } from '../../shared/fault.ts';

/** Lines for whoever runs a hub. Of an error among the fields only its kind is written; see `Fault`. */
export interface HubLog {
  error(fields: object, message: string): void;
}

/** Standard error, one line of JSON each: a service manager keeps it, a kiosk takes it into its own log. */
export function openHubLog(): HubLog {
  // Written before the call returns: the last line of a process that ends is the one that is wanted.
  const destination = pino.destination({ dest: process.stderr.fd, sync: true });
  // Nobody is left to be told that nobody listens.
  destination.on('error', () => undefined);
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { log: withFaults } }, destination);
}

/** What nobody caught ends this process with a line in the log. Node would print the whole error, values and all. */
export function endOnUncaught(log: HubLog): void {
  process.on('uncaughtException', (error) => {
    log.error({ error }, 'an error that nobody caught: the hub ends');
    process.exit(1);
  });
}
