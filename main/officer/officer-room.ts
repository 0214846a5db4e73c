import type { DeviceStatus } from '../../shared/health/status.ts';
import { closedOfficer } from '../../shared/officer/closed-officer.ts';
import type { OfficerAct, OfficerFace, PinAsked } from '../../shared/officer/face.ts';
import type { Language } from '../../shared/visit/visit-state.ts';
import type { Log } from '../log.ts';
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
    clearTimeout(untouched);
    clearInterval(looking);
    show(closedOfficer);
  }

  function stayOpen(): void {
    clearTimeout(untouched);
    untouched = setTimeout(close, untouchedMs);
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
      if (asked === opening && face.state === from) show({ ...look(), state: 'status', status: known });
    } catch (error) {
      log.error({ error: String(error) }, 'the status could not be read');
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
    if (asked !== 'send') return;
    send();
    void showStatus('status');
  }

  return { face: () => face, act, close, onFace: (listener) => void listeners.push(listener) };
}
