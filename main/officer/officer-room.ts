import type { DeviceStatus } from '../../shared/health/status.ts';
import { closedOfficer } from '../../shared/officer/closed-officer.ts';
import type { Exporting, OfficerAct, OfficerFace, PinAsked } from '../../shared/officer/face.ts';
import type { Language } from '../../shared/visit/visit-state.ts';
import type { Log } from '../log.ts';
import type { Terminal } from '../start-terminal.ts';
import type { VisitRunner } from '../visit/visit-runner.ts';
import { openPinGate } from './pin-gate.ts';

/** Without a touch it closes by itself, ms. */
const untouchedMs = 60_000;
const lookEveryMs = 1000;
const minuteMs = 60_000;

export interface OfficerRoom {
  face(): OfficerFace;
  act(act: OfficerAct): void;
  onFace(listener: (face: OfficerFace) => void): void;
  /** At once: a visit begins, the page was lost, the program ends. */
  close(): void;
}

/**
 * The officer's screen: how the terminal is doing, behind a gesture and a PIN. It can be opened while nobody is here, and
 * is gone when a visit begins; it has nothing of one. Without a hash there is none, whatever a page asks for.
 */
export function openOfficerRoom({
  pinHash,
  visits,
  languages,
  status,
  send,
  exportFacts,
  restart,
  steady,
  log,
}: {
  pinHash: string | null;
  visits: Pick<VisitRunner, 'view' | 'onView'>;
  languages: Language[];
  status: () => Promise<DeviceStatus>;
  /** Sends what waits now. */
  send: () => void;
  /** Writes what waits into a file; null: there is no place for one. */
  exportFacts: ((onProgress: (facts: number, of: number) => void) => ReturnType<Terminal['exportFacts']>) | null;
  /** Starts the program again. */
  restart: () => void;
  /** A clock in ms that only goes forward. */
  steady: () => number;
  log: Log;
}): OfficerRoom {
  const gate = pinHash === null ? null : openPinGate({ hash: pinHash, now: steady });
  const listeners: ((face: OfficerFace) => void)[] = [];
  let face = closedOfficer;
  /** Whoever comes back from a question of time finds out by it that the screen is another one now. */
  let opening = 0;
  const offered = exportFacts === null ? null : ({ step: 'offered' } as const);
  /** Outlives the screen: what is being written is written to its end. */
  let exporting: Exporting | null = offered;
  let untouched: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;

  const show = (next: OfficerFace): void => {
    if (JSON.stringify(next) === JSON.stringify(face)) return;
    face = next;
    for (const listener of listeners) listener(face);
  };
  const nobodyIsHere = (): boolean => visits.view().screen === 'attract';
  const look = (): Pick<OfficerFace, 'language' | 'textSize'> => ({ language: face.language, textSize: face.textSize });

  function close(): void {
    opening += 1;
    if (exporting?.step !== 'running') exporting = offered;
    clearTimeout(untouched);
    clearInterval(looking);
    show(closedOfficer);
  }

  function stayOpen(): void {
    clearTimeout(untouched);
    untouched = setTimeout(close, untouchedMs);
  }

  /** An export that goes on is as good as a touch. */
  function stayOpenIfOpen(): void {
    if (face.state !== 'closed') stayOpen();
  }

  function askPin(wasWrong: boolean): void {
    if (gate === null) return;
    const lockedMs = gate.lockedMs();
    const asked: PinAsked = {
      state: 'pin',
      triesLeft: wasWrong ? gate.triesLeft() : null,
      lockedMinutes: lockedMs > 0 ? Math.ceil(lockedMs / minuteMs) : null,
    };
    show({ ...look(), ...asked });
  }

  async function enter(pin: string): Promise<void> {
    if (gate === null || face.state !== 'pin') return;
    const asked = opening;
    const outcome = await gate.try(pin);
    if (outcome === 'wrong') log.warn({ triesLeft: gate.triesLeft() }, "a wrong PIN for the officer's screen");
    if (asked !== opening || outcome === null) return;
    if (outcome === 'wrong') {
      askPin(true);
      return;
    }
    log.info({}, "the officer's screen was opened");
    await showStatus('pin');
  }

  /** Unless the screen has moved on from where it was asked for. */
  async function showStatus(from: OfficerFace['state']): Promise<void> {
    const asked = opening;
    try {
      const known = await status();
      if (asked === opening && face.state === from) {
        show({ ...look(), state: 'status', status: known, exporting });
      }
    } catch (error) {
      log.error({ error }, 'the status could not be read');
    }
  }

  function lookAgain(): void {
    if (face.state === 'status') void showStatus('status');
    if (face.state === 'pin' && face.lockedMinutes !== null) askPin(false);
  }

  visits.onView(() => {
    if (!nobodyIsHere() && face.state !== 'closed') close();
  });

  /** What may be done where; anything else is a race and is ignored. */
  function act(asked: OfficerAct): void {
    if (asked.act === 'knock') {
      if (gate === null || face.state !== 'closed' || !nobodyIsHere()) return;
      askPin(false);
      stayOpen();
      looking = setInterval(lookAgain, lookEveryMs);
      return;
    }
    if (face.state === 'closed') return;
    stayOpen();
    if (asked.act === 'close') close();
    else if (asked.act === 'language' && languages.includes(asked.language))
      show({ ...face, language: asked.language });
    else if (asked.act === 'text-size') show({ ...face, textSize: asked.textSize });
    else if (asked.act === 'pin') void enter(asked.pin);
    else if (face.state === 'status') actOnStatus(asked.act);
    else if (face.state === 'restart' && asked.act === 'restart') restart();
    else if (face.state === 'restart' && asked.act === 'back') void showStatus('restart');
  }

  function actOnStatus(asked: OfficerAct['act']): void {
    if (asked === 'ask-restart') show({ ...look(), state: 'restart' });
    if (asked === 'export') void startExport();
    if (asked !== 'send') return;
    send();
    void showStatus('status');
  }

  function showExporting(next: Exporting): void {
    exporting = next;
    if (face.state === 'status') show({ ...face, exporting });
  }

  async function startExport(): Promise<void> {
    if (exportFacts === null || exporting?.step === 'running') return;
    showExporting({ step: 'running', facts: 0, of: 0 });
    try {
      const exported = await exportFacts((facts, of) => {
        stayOpenIfOpen();
        showExporting({ step: 'running', facts, of });
      });
      log.info({ exported }, 'an officer exported what waits');
      stayOpenIfOpen();
      showExporting(exported.ok ? { step: 'done', ...exported.value } : { step: 'failed', why: exported.error });
    } catch (error) {
      log.error({ error }, 'exporting failed on this side');
      showExporting({ step: 'failed', why: 'failing' });
    }
  }

  return { face: () => face, act, close, onFace: (listener) => void listeners.push(listener) };
}
