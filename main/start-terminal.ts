import { randomUUID } from 'node:crypto';
import type { ContentFiles } from '../shared/catalogue/content.ts';
import type { FactBody } from '../shared/facts/facts.ts';
import type { ServiceContent, TerminalFace } from '../shared/ipc/bridge.ts';
import type { Slip } from '../shared/slip/slip.ts';
import type { TerminalConfig } from './config/terminal-config.ts';
import { loadContent } from './content/load-content.ts';
import type { Log } from './log.ts';
import { slipOfView } from './slip/slip-of-view.ts';
import type { Connection } from './sync/connect-hub.ts';
import type { HubLine, HubPlace } from './sync/hub-line.ts';
import { closeInterruptedVisit, openLedger } from './visit/ledger.ts';
import { runVisits, type VisitRunner } from './visit/visit-runner.ts';

/** What the rest of a terminal needs of it. Knows nothing of Electron, so all of it runs in plain Node tests. */
export interface Terminal {
  visits: VisitRunner;
  face: TerminalFace;
  content: ServiceContent;
  /** The words of the screens, by language. */
  screens: TerminalFace['screens'];
  /** What is to be taken home from the ending that is shown; null elsewhere. */
  slip(): { slip: Slip; language: string } | null;
  /** Notes something about the device as a fact. */
  health(event: FactBody<'device.health'>['event']): void;
  /** From now on facts go to this hub, the first after so many ms. `ca`: the only authority that is believed there, as PEM. */
  sendTo(hub: HubPlace, ca: string | null, firstAfterMs: number): void;
  /** The line to the hub, for what else is asked of it; null before there is one. */
  line(): HubLine | null;
  /** Settles when everything recorded so far is on disk and the database is closed. */
  stop(): Promise<void>;
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
  onEnrolled = () => undefined,
  onBroken,
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
}): Terminal {
  const { content, records } = loadContent({ built: builtContent, folder, publicKey: config.content.publicKey, log });
  const { catalogue, words, languages, screens } = content;
  const opening = openStore();
  opening.catch((error: unknown) => onBroken('database', error));
  let connection: Connection | null = null;
  let sending: { stop(): Promise<void> } | null = null;
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

  async function letGo(): Promise<void> {
    const [sender, line] = [sending, connection];
    [sending, connection] = [null, null];
    await sender?.stop();
    await line?.close();
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
      languages,
      screens,
    },
    health(event) {
      opening
        .then(({ store }) => store.journal.record('device.health', { event, version, electron }))
        .catch((error: unknown) => onBroken('journal', error));
    },
    line: () => connection?.line ?? null,
    sendTo(hub, ca, firstAfterMs) {
      const previous = letGo();
      Promise.all([opening, import('./sync/connect-hub.ts'), import('./sync/sender.ts'), previous])
        .then(async ([{ store }, { connectHub }, { startSender }]) => {
          const connected = await connectHub({ hub, ca, folder, store, now });
          if (stopped) return await connected.close();
          connection = connected;
          sending = startSender({
            journal: store.journal,
            line: connected.line,
            log,
            now,
            version,
            onEnrolled,
            firstAfterMs,
          });
        })
        .catch((error: unknown) => log.error({ error: String(error) }, 'sending could not start'));
    },
    async stop() {
      stopped = true;
      await letGo();
      const opened = await opening.catch(() => null);
      if (opened === null) return;
      await opened.store.journal.record('device.health', { event: 'stopped', version, electron });
      await opened.store.close();
    },
  };
}
