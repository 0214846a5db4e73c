import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { diskTroubleOf } from '../db/disk-trouble.ts';
import type { Condition } from '../db/terminal/disk.ts';
import { freezeFacts } from '../db/terminal/frozen.ts';
import type { TerminalStore } from '../db/terminal/store.ts';
import type { ContentFiles } from '../shared/catalogue/content.ts';
import type { Fact, FactBody } from '../shared/facts/facts.ts';
import type { HealthFigures } from '../shared/health/figures.ts';
import type { ServiceContent, TerminalFace } from '../shared/ipc/bridge.ts';
import type { WordsAnswer } from '../shared/ipc/words-answer.ts';
import type { ExportFault } from '../shared/officer/face.ts';
import { failure, type Result } from '../shared/result.ts';
import type { Slip } from '../shared/slip/slip.ts';
import type { TerminalConfig } from './config/terminal-config.ts';
import { loadContent } from './content/load-content.ts';
import type { SendingState } from './health/status.ts';
import type { Log } from './log.ts';
import { slipOfView } from './slip/slip-of-view.ts';
import type { Connection } from './sync/connect-hub.ts';
import type { Following } from './sync/follow-hub.ts';
import type { HubLine, HubPlace } from './sync/hub-line.ts';
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
  /** Writes what waits to be sent into a file of this folder, to be carried to the hub by hand; see `exportFacts`. */
  exportFacts(
    folder: string,
    onProgress: (facts: number, of: number) => void,
  ): Promise<Result<{ file: string; facts: number }, ExportFault>>;
  /** From now on facts go to this hub, the first after so many ms. `ca`: the only authority that is believed there, as PEM. */
  sendTo(hub: HubPlace, ca: string | null, firstAfterMs: number): void;
  /** The line to the hub, for what else is asked of it; null before there is one. */
  line(): HubLine | null;
  /** How facts fare, for an engineer's screen: the disk, facts that wait in memory for it, and those that found no place there. */
  status(): { condition: Condition; waiting: number; lost: number };
  /** Settles when everything recorded so far is on disk and the database is closed. `figures`: how it did at the end. */
  stop(figures?: HealthFigures): Promise<void>;
}

/**
 * Starts visits at once and opens the database when `firstScreen` has settled: what loads it would stand in the way of the
 * page. Whatever happens before the database is open is recorded when it is; a disk that refuses is tried again and again.
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
  onEnrolled = () => undefined,
  onBroken,
  retryMs = 5000,
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
  /** A hub has let this terminal in. */
  onEnrolled?: (as: { dev: string; fingerprint: string }) => void;
  /** The terminal cannot keep facts (any more): out of service. `code` names the problem for an engineer. */
  onBroken: (code: string, error: unknown) => void;
  /** How soon a disk that refused is tried again, ms. */
  retryMs?: number;
}): Terminal {
  const { content, records } = loadContent({ built: builtContent, folder, publicKey: config.content.publicKey, log });
  const { catalogue, words, languages, screens } = content;
  const freeze = freezeFacts({ boot: randomUUID(), now });
  const ledger = openLedger({ freeze, log, retryMs, onBroken: (error) => onBroken('journal', error) });
  const note = (fact: Fact): void => {
    ledger.record(fact, null).catch((error: unknown) => onBroken('journal', error));
  };
  const healthBody = (
    event: FactBody<'device.health'>['event'],
    figures: HealthFigures | undefined,
  ): FactBody<'device.health'> => ({ event, version, electron, ...(figures === undefined ? {} : { figures }) });
  const health = (event: FactBody<'device.health'>['event'], figures?: HealthFigures): void =>
    note({ kind: 'device.health', body: healthBody(event, figures) });
  const stopping = new AbortController();
  let connection: Connection | null = null;
  let following: Following | null = null;
  /** Null while no hub has given a key to seal with: nothing is asked for then. */
  const seal = (): SealWords | null => following?.seal() ?? null;
  let sending: Sender | null = null;
  let trouble: Condition = 'fine';
  let store: TerminalStore | null = null;

  health('started');
  for (const body of records) note({ kind: 'audit', body });
  const opening = openStore();
  opening.catch((error: unknown) => {
    // Stopped while it waited for the disk.
    if (!(error instanceof Error && error.name === 'AbortError')) onBroken('database', error);
  });

  async function openStore(): Promise<TerminalStore> {
    await firstScreen;
    const { openTerminalStore } = await import('../db/terminal/store.ts');
    for (;;) {
      const opened = await openTerminalStore({ folder, clock: { now }, log, freeze });
      if (opened.ok && (await closeLeftOver(opened.value))) {
        store = opened.value;
        await ledger.open(store);
        return store;
      }
      if (!opened.ok) {
        if (opened.error.code !== 'disk') throw new Error(JSON.stringify(opened.error));
        if (trouble !== opened.error.trouble)
          log.error(opened.error, 'the database cannot be opened: facts wait in memory');
        trouble = opened.error.trouble;
      }
      await pause(retryMs, undefined, { signal: stopping.signal });
    }
  }

  /** False when the disk refused. */
  async function closeLeftOver(opened: TerminalStore): Promise<boolean> {
    try {
      await closeInterruptedVisit(opened, log);
      return true;
    } catch (error) {
      await opened.close().catch(() => undefined);
      if (diskTroubleOf(error) === null) throw error;
      return false;
    }
  }

  async function letGo(): Promise<void> {
    const [sender, line, feeds] = [sending, connection, following];
    [sending, connection, following] = [null, null, null];
    // What is under way with the hub ends with the line: an answer that is long in coming holds nothing up.
    await Promise.all([sender?.stop(), feeds?.stop(), line?.close()]);
  }

  const visits = runVisits({
    catalogue,
    languages,
    limits: config.idle,
    ledger,
    now,
    newId: randomUUID,
    takesWords: () => seal() !== null,
    onBroken: (error) => onBroken('journal', error),
  });

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
    health,
    status: () => ({ condition: store?.condition() ?? trouble, ...ledger.status() }),
    async sending() {
      const { journal } = await opening;
      const [pending, oldestPendingAt] = await Promise.all([journal.pendingCount(), journal.oldestPendingAt()]);
      return { dev: journal.dev, pending, oldestPendingAt, sender: sending?.status() ?? null };
    },
    wake: () => sending?.wake(),
    sendWords: takeWords({
      visits,
      seal,
      record: async (body) => await ledger.record({ kind: 'difficulty.explained', body }, null),
      log,
    }),
    line: () => connection?.line ?? null,
    async exportFacts(into, onProgress) {
      const [{ journal }, exporting] = await Promise.all([opening, import('./sync/export-facts.ts')]);
      const line = connection?.line;
      if (line === undefined) return failure('not-enrolled');
      return await exporting.exportFacts({ journal, line, folder: into, version, now, onProgress });
    },
    sendTo(hub, ca, firstAfterMs) {
      const previous = letGo();
      Promise.all([
        opening,
        import('./sync/connect-hub.ts'),
        import('./sync/sender.ts'),
        import('./sync/follow-hub.ts'),
        previous,
      ])
        .then(async ([opened, { connectHub }, { startSender }, { followHub }]) => {
          const { journal, settings, feeds } = opened;
          const connected = await connectHub({ hub, ca, folder, store: { journal, settings }, now });
          if (stopping.signal.aborted) return await connected.close();
          connection = connected;
          sending = startSender({ journal, line: connected.line, log, now, version, onEnrolled, firstAfterMs });
          following = await followHub({ feeds, line: connected.line, folder, log, now });
        })
        .catch((error: unknown) => log.error({ error }, 'sending could not start'));
    },
    async stop(figures) {
      stopping.abort();
      await letGo();
      health('stopped', figures);
      const opened = await opening.catch(() => null);
      await ledger.close();
      await opened?.close().catch((error: unknown) => log.error({ error }, 'not closed cleanly'));
    },
  };
}
