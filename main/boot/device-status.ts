import { app, type WebContents } from 'electron';
import type { Enrolment } from '../../shared/health/figures.ts';
import type { DeviceStatus } from '../../shared/health/status.ts';
import type { TerminalConfig } from '../config/terminal-config.ts';
import type { SerialScanner } from '../devices/serial-scanner.ts';
import type { SlipPrinter } from '../devices/slip-printer.ts';
import type { PortalRunner } from '../guest/run-portal.ts';
import { freeDiskMb } from '../health/free-disk.ts';
import { readStatus } from '../health/status.ts';
import type { Terminal } from '../start-terminal.ts';
import type { ClockOffset } from '../sync/hub-clock.ts';
import type { Standing } from '../sync/hub-line.ts';

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
      enrolment: () => enrolmentOf(terminal.line()?.standing() ?? 'unknown'),
      disk: async () => ({ freeMb: await freeDiskMb(folder), condition: terminal.status().condition }),
      clockOffsetMs: () => aheadBy(terminal.line()?.clock.offset() ?? null),
      printer: async () => (await printer?.state(contents)) ?? 'none',
      scanner: () => scanner?.state() ?? (config.card.reader === 'none' ? 'none' : 'unseen'),
      portal: () => (config.portal ? portal.reach() : { reach: 'none', lastWellAt: null }),
    });
}

/** A code that was refused leaves a terminal waiting for another. */
const enrolmentOf = (standing: Standing): Enrolment => (standing === 'refused' ? 'waiting' : standing);

/** The line knows by how much the hub is ahead; people are told by how much this clock is. */
const aheadBy = (offset: ClockOffset | null): number | null => (offset === null ? null : -offset.off);
