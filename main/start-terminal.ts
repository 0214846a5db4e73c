import { randomUUID } from 'node:crypto';
import type { ContentFiles } from '../shared/catalogue/content.ts';
import type { FactBody } from '../shared/facts/facts.ts';
import type { HealthFigures } from '../shared/health/figures.ts';
import type { ServiceContent, TerminalFace } from '../shared/ipc/bridge.ts';
import type { WordsAnswer } from '../shared/ipc/words-answer.ts';
import type { Slip } from '../shared/slip/slip.ts';
import type { TerminalConfig } from './config/terminal-config.ts';
import { loadContent } from './content/load-content.ts';
import type { SendingState } from './health/status.ts';
import type { Log } from './log.ts';
import { slipOfView } from './slip/slip-of-view.ts';
import type { Sender } from './sync/sender.ts';
import { closeInterruptedVisit, openLedger } from './visit/ledger.ts';
import { runVisits, type VisitRunner } from './visit/visit-runner.ts';
import { type SealWords, takeWords } from './words/take-words.ts';

/** What the rest of a terminal needs of it. Knows nothing of Electron, so all of it runs in plain Node tests. */
export interface Terminal {
  visits: VisitRunner;
  face: TerminalFace;
  content: ServiceContent;
  /** The words of the screens, by language. */
  screens: TerminalFace['screens'];
  /** What is to be taken home from the ending that is shown; null elsewhere. */
  slip(): { slip: Slip; language: string } | null;
  /** Notes something about the device as a fact, with how it is doing where that is known. */
  health(event: FactBody<'device.health'>['event'], figures?: HealthFigures): void;
  /** What waits to be sent and how sending goes; waits until the database is open. */
  sending(): Promise<SendingState>;
  /** Takes what a resident wrote, sealed. */
  sendWords(text: string): Promise<WordsAnswer>;
  /** Sends now what waits, unless the hub has said when. */
  wake(): void;
  /** From now on facts go to this hub, the first after so many ms. */
  sendTo(hub: { address: string; token: string }, firstAfterMs: number): void;
  /** Settles when everything recorded so far is on disk and the database is closed. `figures`: how it did at the end. */
  stop(figures?: HealthFigures): Promise<void>;
}

/**
 * Starts visits at once and opens the database when `firstScreen` has settled: what loads it would stand in the way of the
 * page. Whatever happens before the database is open is recorded when it is.
 */
export function startTerminal({
  config,
  folder,
  builtContent,
  version,
  electron,
  firstScreen,
  log,
  now,
  onBroken,
  seal = () => null,
}: {
  config: TerminalConfig;
  folder: string;
  /** The content that was built into the program. */
  builtContent: ContentFiles;
  version: string;
  electron: string;
  /** Settles, in any case, when the first screen stands or should long have stood. */
  firstScreen: Promise<void>;
  log: Log;
  now: () => number;
  /** The terminal cannot keep facts (any more): out of service. `code` names the problem for an engineer. */
  onBroken: (code: string, error: unknown) => void;
  /** Seals what residents write; null while there is no key of the hub to seal with, and nothing is asked for then. */
  seal?: () => SealWords | null;
}): Terminal {
  const { content, records } = loadContent({ built: builtContent, folder, publicKey: config.content.publicKey, log });
  const { catalogue, words, languages, screens } = content;
  const opening = openStore();
  opening.catch((error: unknown) => onBroken('database', error));
  let sending: Sender | null = null;
  let stopped = false;

  async function openStore() {
    await firstScreen;
    const { openTerminalStore } = await import('../db/terminal/store.ts');
    const opened = await openTerminalStore({ folder, clock: { now }, log });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const store = opened.value;
    if (await closeInterruptedVisit(store)) log.warn({}, 'a visit was cut off; closed as interrupted');
    await store.journal.record('device.health', { event: 'started', version, electron });
    for (const record of records) await store.journal.record('audit', record);
    return { store, ledger: openLedger(store) };
  }

  const visits = runVisits({
    catalogue,
    languages,
    limits: config.idle,
    ledger: {
      record: async (fact, closes) => (await opening).ledger.record(fact, closes),
      keepProgress: async (progress) => (await opening).ledger.keepProgress(progress),
    },
    now,
    newId: randomUUID,
    takesWords: () => seal() !== null,
    onBroken: (error) => onBroken('journal', error),
  });

  const healthBody = (
    event: FactBody<'device.health'>['event'],
    figures: HealthFigures | undefined,
  ): FactBody<'device.health'> => ({ event, version, electron, ...(figures === undefined ? {} : { figures }) });

  return {
    visits,
    content: { catalogue, words },
    screens,
    slip: () => slipOfView(content, visits.view(), { hall: config.hall.name, now: now() }),
    face: {
      hall: config.hall.name,
      unit: config.hall.unit,
      helpDesk: config.hall.helpDesk,
      panel: {
        widthMm: config.panel.widthMm,
        heightMm: config.panel.heightMm,
        bottomEdgeMm: config.panel.bottomEdgeMm,
      },
      openingHours: config.openingHours,
      cardReader: config.card.reader,
      portal: config.portal ? (catalogue.portals[0]?.name ?? null) : null,
      canPrint: config.printer !== null,
      officer: config.officerPinHash !== null,
      languages,
      screens,
    },
    health(event, figures) {
      opening
        .then(({ store }) => store.journal.record('device.health', healthBody(event, figures)))
        .catch((error: unknown) => onBroken('journal', error));
    },
    async sending() {
      const { journal } = (await opening).store;
      const [pending, oldest] = await Promise.all([journal.pendingCount(), journal.pending({ records: 1, bytes: 1 })]);
      const oldestPendingAt = recordedAt(oldest?.lines[0]);
      return { dev: journal.dev, pending, oldestPendingAt, sender: sending?.status() ?? null };
    },
    wake: () => sending?.wake(),
    sendWords: takeWords({
      visits,
      seal,
      record: async (body) => void (await (await opening).store.journal.record('difficulty.explained', body)),
      log,
    }),
    sendTo(hub, firstAfterMs) {
      const previous = sending?.stop() ?? Promise.resolve();
      Promise.all([opening, import('./sync/sender.ts'), previous])
        .then(([{ store }, { startSender }]) => {
          if (stopped) return;
          sending = startSender({ journal: store.journal, hub, fetch, log, now, firstAfterMs });
        })
        .catch((error: unknown) => log.error({ error: String(error) }, 'sending could not start'));
    },
    async stop(figures) {
      stopped = true;
      await sending?.stop();
      const opened = await opening.catch(() => null);
      if (opened === null) return;
      await opened.store.journal.record('device.health', healthBody('stopped', figures));
      await opened.store.close();
    },
  };
}

/** When a line of the journal was recorded, wall clock, ms; null where it does not say. */
function recordedAt(line: Buffer | undefined): number | null {
  if (line === undefined) return null;
  const { t } = JSON.parse(line.toString('utf8')) as { t?: unknown };
  return typeof t === 'number' ? t : null;
}
