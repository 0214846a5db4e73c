import { app, type WebContents } from 'electron';
import type { DeviceStatus } from '../../shared/health/status.ts';
import type { TerminalConfig } from '../config/terminal-config.ts';
import type { SerialScanner } from '../devices/serial-scanner.ts';
import type { SlipPrinter } from '../devices/slip-printer.ts';
import type { PortalRunner } from '../guest/run-portal.ts';
import { freeDiskMb } from '../health/free-disk.ts';
import { readStatus } from '../health/status.ts';
import type { Terminal } from '../start-terminal.ts';

/** How to ask this kiosk for its status: each figure from whoever knows it. */
export function deviceStatus({
  config,
  folder,
  terminal,
  portal,
  printer,
  scanner,
  contents,
}: {
  config: TerminalConfig;
  folder: string;
  terminal: Terminal;
  portal: PortalRunner;
  printer: SlipPrinter | null;
  scanner: SerialScanner | null;
  contents: WebContents;
}): () => Promise<DeviceStatus> {
  return async () =>
    await readStatus({
      version: app.getVersion(),
      content: terminal.content.catalogue.version,
      terminal: config.terminal,
      sending: terminal.sending,
      enrolment: () => 'unknown',
      // A disk that keeps no facts ends in 'out of service': as long as this can be asked, it does.
      disk: async () => ({ freeMb: await freeDiskMb(folder), condition: 'fine' }),
      clockOffsetMs: () => null,
      printer: async () => (await printer?.state(contents)) ?? 'none',
      scanner: () => scanner?.state() ?? (config.card.reader === 'none' ? 'none' : 'unseen'),
      portal: () => (config.portal ? portal.reach() : { reach: 'none', lastWellAt: null }),
    });
}
