import type { HealthFigures } from '../../shared/health/figures.ts';
import type { Log } from '../log.ts';

/** The start of a program is no picture of how it does. */
const firstAfterMs = 60_000;
const everyMs = 3_600_000;

/** Reports the figures a minute after the start and every hour from then on. Returns the way to stop. */
export function reportHealth({
  figures,
  report,
  log,
}: {
  figures: () => Promise<HealthFigures>;
  report: (figures: HealthFigures) => void;
  log: Log;
}): () => void {
  const tell = (): void => {
    figures().then(report, (error: unknown) => log.warn({ error }, 'the health could not be read'));
  };
  let timer: NodeJS.Timeout = setTimeout(() => {
    tell();
    timer = setInterval(tell, everyMs);
  }, firstAfterMs);
  return () => clearTimeout(timer);
}
