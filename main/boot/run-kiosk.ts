import { join } from 'node:path';
import { app, powerMonitor, powerSaveBlocker } from 'electron';
import { faultWord } from '../../shared/fault.ts';
import type { HealthFigures } from '../../shared/health/figures.ts';
import { readAuthority } from '../config/authority.ts';
import { type ConfigFault, readTerminalConfig, type TerminalConfig } from '../config/terminal-config.ts';
import { readBuiltContent } from '../content/load-content.ts';
import { openSerialScanner } from '../devices/serial-scanner.ts';
import { openSlipPrinter } from '../devices/slip-printer.ts';
import { connectPortal } from '../guest/connect-portal.ts';
import { openTrayClient } from '../guest/tray-client.ts';
import { failureBudget } from '../health/failure-budget.ts';
import { watchHeartbeat } from '../health/heartbeat.ts';
import { reportHealth } from '../health/report-health.ts';
import { figuresOf } from '../health/status.ts';
import { type ScreenCalls, screenCalls } from '../ipc/screen-calls.ts';
import { type Log, openLog } from '../log.ts';
import { openOfficerRoom } from '../officer/officer-room.ts';
import { startTerminal, type Terminal } from '../start-terminal.ts';
import { watchForTrouble } from '../visit/care.ts';
import type { ScreenLoss, ShellWindow } from '../windows/shell-window.ts';
import { deviceStatus } from './device-status.ts';
import { type EmbeddedHub, startEmbeddedHub } from './embedded-hub.ts';
import { exitCodes } from './exit-codes.ts';

/** A first screen that is not there by then keeps nothing else waiting, ms. */
const firstScreenMs = 2000;
/** How long the out-of-service page stands before the supervisor gets its turn. */
const outOfServiceMs = 10_000;
/** Against a shared hub the first push waits a random while: all terminals of a city start at eight o'clock. */
const sharedHubStartMs = 10_000;

/** Who answers the page, and what is to be done when it is lost, with the reason. */
interface RunningKiosk {
  calls: ScreenCalls;
  onLost: (reason: string) => void;
  /** Only while somebody has agreed that their card is read by it. */
  mayUseCamera: () => boolean;
}

interface Start {
  folder: string;
  /** Where the built program lies. */
  built: string;
  /** A one-time code from the hub that this terminal is to belong to. */
  enrol: string | null;
  /** Its page is already loading. */
  window: ShellWindow;
}

/** Whatever hangs, the program has ended by then, ms: what was promised is on disk since before. */
const leavingMs = 2900;

/** How long a stop waits for the figures of its last fact. */
const lastFiguresMs = 1000;

/** Checks terminal.json and runs the kiosk it describes; null when it is wrong and the kiosk rests. */
export function startRunning({
  config: { file, required },
  ...start
}: Start & { config: { file: string; required: boolean } }): RunningKiosk | null {
  const log = openLog(start.folder);
  const config = readTerminalConfig(file, required);
  if (config.ok) return runKiosk({ config: config.value, log, ...start });
  refuseConfig(config.error, log);
  start.window.outOfService('config');
  return null;
}

/** Tells an engineer every fault; residents see that the kiosk is resting. */
function refuseConfig(faults: ConfigFault[], log: Log): void {
  const lines = faults.map((fault) => `  ${fault.path}: expected ${fault.expected}`);
  process.stderr.write(`terminal.json has ${faults.length} fault(s):\n${lines.join('\n')}\n`);
  log.error({ faults }, 'terminal.json refused');
}

/** Runs visits, hub and health behind the window. */
function runKiosk({
  config,
  folder,
  built,
  enrol,
  window,
  log,
}: Start & { config: TerminalConfig; log: Log }): RunningKiosk {
  const now = (): number => Date.now();
  const steady = (): number => performance.now();
  const budget = failureBudget();
  let hung = false;
  let resting = false;

  const rest = (code: string): void => {
    resting = true;
    heartbeat.stop();
    window.outOfService(code);
  };
  const onLost = (reason: string): void => {
    if (resting) {
      app.exit(exitCodes.screenKeepsFailing);
      return;
    }
    const loss: ScreenLoss = hung ? 'screen-hung' : 'screen-lost';
    hung = false;
    log.error({ reason, loss }, 'the page was lost; the visit is wiped');
    terminal.visits.screenLost();
    officer.close();
    terminal.health(loss);
    if (budget.spend(steady())) {
      rest('screen');
      setTimeout(() => void leave(exitCodes.screenKeepsFailing), outOfServiceMs);
    } else {
      window.open();
    }
  };
  const heartbeat = watchHeartbeat({
    now: steady,
    onSilence: () => {
      hung = true;
      window.crash();
    },
  });
  let firstScreenStands = (): void => undefined;
  const firstScreen = new Promise<void>((done) => {
    firstScreenStands = done;
    setTimeout(done, firstScreenMs);
  });
  const terminal = startTerminal({
    config,
    folder,
    builtContent: readBuiltContent(join(built, 'content.json')),
    version: app.getVersion(),
    electron: process.versions.electron,
    firstScreen,
    log,
    now,
    onEnrolled: ({ dev, fingerprint }) => {
      log.info({ dev }, 'let in by the hub');
      process.stdout.write(`Enrolled as ${dev}, fingerprint ${fingerprint}\n`);
    },
    onBroken: (code, error) => {
      log.error({ code, error }, 'out of service');
      process.stderr.write(`Out of service (${code}): ${faultWord(error)}\n`);
      rest(code);
    },
  });
  const printer =
    config.printer === null ? null : openSlipPrinter({ pages: join(built, 'renderer'), ...config.printer, log });
  const portal = connectPortal({
    terminal,
    window,
    script: join(built, 'preload/companion.cjs'),
    typingWay: config.keyboard,
    papers:
      config.papersFromPhone === null
        ? null
        : { client: openTrayClient(() => terminal.line()), ...config.papersFromPhone },
    log,
  });
  const scanner =
    config.card.device === null
      ? null
      : openSerialScanner({
          device: config.card.device,
          onText: (text) => portal.act({ act: 'card-read', text }),
          log,
        });
  watchForTrouble(terminal.visits);
  const status = deviceStatus({ config, folder, terminal, portal, printer, scanner, contents: window.contents });
  const figures = async (): Promise<HealthFigures> => figuresOf(await status(), now());
  const stopReports = reportHealth({ figures, report: (known) => terminal.health('report', known), log });
  const { exportFolder } = config;
  const officer = openOfficerRoom({
    pinHash: config.officerPinHash,
    visits: terminal.visits,
    languages: terminal.face.languages,
    status,
    send: terminal.wake,
    exportFacts: exportFolder === null ? null : (onProgress) => terminal.exportFacts(exportFolder, onProgress),
    restart: () => void leave(exitCodes.startAgain),
    steady,
    log,
  });
  const calls = screenCalls({
    contents: window.contents,
    portal,
    officer,
    visits: terminal.visits,
    terminal: terminal.face,
    content: terminal.content,
    printSlip: async () => {
      const taken = terminal.slip();
      return taken === null || printer === null ? false : await printer.print(taken.slip, taken.language);
    },
    sendWords: terminal.sendWords,
    onAlive: heartbeat.beat,
    onFirstScreen: () => {
      process.stdout.write('Ready\n');
      firstScreenStands();
    },
    log,
  });
  powerSaveBlocker.start('prevent-display-sleep');
  process.stdout.write(`Data folder: ${folder}\n`);

  let hub: EmbeddedHub | null = null;
  let leaving = false;
  void firstScreen.then(() => {
    if (leaving) return;
    hub = connect({ config, folder, built, enrol, log }, terminal.sendTo);
  });
  const leave = async (code: number): Promise<void> => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => app.exit(code), leavingMs);
    firstScreenStands();
    heartbeat.stop();
    stopReports();
    officer.close();
    const last = await withinMs(lastFiguresMs, figures());
    scanner?.close();
    await portal.close();
    await terminal.stop(last);
    hub?.stop();
    app.exit(code);
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    void leave(exitCodes.fine);
  });
  // A backoff from before the machine slept is no measure of the network it wakes up in.
  powerMonitor.on('resume', terminal.wake);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave(exitCodes.fine));
  const mayUseCamera = (): boolean =>
    config.card.reader === 'camera' &&
    terminal.visits.view().sheet === 'card' &&
    portal.face().card.state === 'waiting';
  return { calls, onLost, mayUseCamera };
}

/** The hall's hub when there is one, else a hub of this kiosk's own; after the first screen, which must not wait for it. */
function connect(
  {
    config,
    folder,
    built,
    enrol,
    log,
  }: { config: TerminalConfig; folder: string; built: string; enrol: string | null; log: Log },
  sendTo: Terminal['sendTo'],
): EmbeddedHub | null {
  if (config.hub !== 'embedded') {
    const { address, ca: file } = config.hub;
    const ca = readAuthority(file);
    const code = enrol === null ? null : { text: enrol, once: true };
    const afterMs = enrol === null ? Math.random() * sharedHubStartMs : 0;
    if (ca.ok) sendTo({ name: address, address, code }, ca.value, afterMs);
    else log.error({ reason: ca.error }, 'the hub’s authority cannot be read; facts stay here until it can');
    return null;
  }
  return startEmbeddedHub({
    script: join(built, 'main/hub.js'),
    file: join(folder, 'hub.sqlite'),
    unit: config.hall.unit,
    phones: config.papersFromPhone,
    phoneScript: join(built, 'preload/phone.cjs'),
    fonts: join(built, 'renderer/fonts'),
    log,
    onAddress: ({ address, code, readKey }) => {
      sendTo({ name: 'embedded', address, code: { text: code, once: false } }, null, 0);
      process.stdout.write(`Facts: ${address}/facts?key=${readKey}\n`);
    },
  });
}

/** What is known within so many ms; undefined when it is not, or cannot be. */
async function withinMs<T>(ms: number, known: Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((done) => {
    setTimeout(() => done(undefined), ms).unref();
  });
  return await Promise.race([known.catch(() => undefined), late]);
}
