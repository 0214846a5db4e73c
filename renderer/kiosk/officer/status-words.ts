import type { TFunction } from 'i18next';
import { clockIn, dayAndMonthIn, localeOf, today } from '../../../shared/day.ts';
import type { DeviceStatus, HubStatus } from '../../../shared/health/status.ts';
import type { Exporting } from '../../../shared/officer/face.ts';
import { unbroken } from '../unbroken.ts';

/** fine: as it should be. attention: somebody should see to it. plain: neither, just so. */
export type Mark = 'fine' | 'attention' | 'plain';

/** One thing an officer is told, as a sentence. */
export interface StatusRow {
  about: string;
  mark: Mark;
  text: string;
}

interface Say {
  t: TFunction;
  language: string;
  /** In the hall, YYYY-MM-DD. */
  day: string;
}

/** The one sentence that an officer comes for, and what belongs to it. */
export function sendingWords(say: Say, hub: HubStatus): { title: string; lead: string; mark: Mark } {
  const { t, language } = say;
  const { known, pending: count, lastError, oldestPendingAt, lastSentAt, lastTriedAt } = hub;
  const at = (time: number): string => timeOf(say, time);
  const since = oldestPendingAt ?? lastTriedAt;
  if (count > 0 && lastError !== null && since !== null) {
    const tried = lastTriedAt === null ? '' : clockIn(language, lastTriedAt, { seconds: true });
    return {
      mark: 'attention',
      title: t('officer.notSent', {
        time: at(since),
        why: t(`officer.why.${lastError}`),
      }),
      lead: t('officer.kept', { count, tried }),
    };
  }
  if (count > 0 && !known) {
    return { mark: 'attention', title: t('officer.notYet', { count }), lead: t('officer.notYetLead') };
  }
  if (count > 0) {
    const title =
      lastSentAt === null ? t('officer.firstTime', { count }) : t('officer.sent', { time: at(lastSentAt), count });
    return { mark: 'fine', title, lead: t('officer.goesOn') };
  }
  return {
    mark: 'fine',
    title: lastSentAt === null ? t('officer.nothing') : t('officer.sentAll', { time: at(lastSentAt) }),
    lead: t('officer.nothingLeft'),
  };
}

/** What becomes of an export, in one row or two; none where there is nothing to tell. */
export function exportRows({ t }: Say, exporting: Exporting | null): StatusRow[] {
  if (exporting === null || exporting.step === 'offered') return [];
  const about = 'export';
  if (exporting.step === 'failed') return [{ about, mark: 'attention', text: t(`officer.export.${exporting.why}`) }];
  const { facts: count } = exporting;
  if (exporting.step === 'running') {
    return [{ about, mark: 'plain', text: t('officer.export.running', { count, of: exporting.of }) }];
  }
  const file = exporting.file.slice(exporting.file.lastIndexOf('/') + 1);
  return [
    { about, mark: 'fine', text: t('officer.export.done', { count, file }) },
    { about: 'export-next', mark: 'plain', text: t('officer.export.next') },
  ];
}

/** Everything else, what needs attention first. What is not known is not said. */
export function statusRows(say: Say, status: DeviceStatus): StatusRow[] {
  const rows = [
    enrolment(say, status),
    disk(say, status),
    clock(say, status),
    printer(say, status),
    scanner(say, status),
    portal(say, status),
    program(say, status),
  ].filter((row) => row !== null);
  return [...rows.filter(({ mark }) => mark === 'attention'), ...rows.filter(({ mark }) => mark !== 'attention')];
}

function enrolment({ t }: Say, { enrolment: state }: DeviceStatus): StatusRow | null {
  if (state === 'unknown') return null;
  return {
    about: 'enrolment',
    mark: state === 'enrolled' ? 'fine' : 'attention',
    text: t(`officer.enrolment.${state}`),
  };
}

function disk({ t, language }: Say, { disk: { condition, freeMb } }: DeviceStatus): StatusRow {
  const mark = condition === 'fine' ? 'fine' : 'attention';
  if (condition !== 'fine' || freeMb === null) return { about: 'disk', mark, text: t(`officer.disk.${condition}`) };
  const gigabytes = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 }).format(freeMb / 1000);
  return { about: 'disk', mark, text: t('officer.disk.free', { gigabytes }) };
}

function clock({ t }: Say, { clock: { offsetMs, suspect } }: DeviceStatus): StatusRow | null {
  if (offsetMs === null) return null;
  if (!suspect) return { about: 'clock', mark: 'fine', text: t('officer.clock.fine') };
  const count = Math.round(Math.abs(offsetMs) / 60_000);
  return {
    about: 'clock',
    mark: 'attention',
    text: t(offsetMs > 0 ? 'officer.clock.fast' : 'officer.clock.slow', { count }),
  };
}

function printer({ t }: Say, { printer: state }: DeviceStatus): StatusRow {
  return { about: 'printer', mark: markOf(state), text: t(`officer.printer.${state}`) };
}

function scanner({ t }: Say, { scanner: state }: DeviceStatus): StatusRow {
  return { about: 'scanner', mark: markOf(state), text: t(`officer.scanner.${state}`) };
}

function portal(say: Say, { portal: { reach, lastWellAt } }: DeviceStatus): StatusRow {
  const time = lastWellAt === null ? '' : timeOf(say, lastWellAt);
  return { about: 'portal', mark: markOf(reach), text: say.t(`officer.portal.${reach}`, { time }) };
}

function program({ t }: Say, { terminal, dev, version, content }: DeviceStatus): StatusRow {
  return { about: 'program', mark: 'plain', text: t('officer.program', { terminal, dev, version, content }) };
}

/** The hour, with the day when it is not today's. */
function timeOf({ t, language, day }: Say, at: number): string {
  const time = clockIn(language, at);
  return today(at) === day ? time : unbroken(t('officer.onDay', { time, day: dayAndMonthIn(language, at) }));
}

const marks: Record<string, Mark> = { ready: 'fine', fine: 'fine', none: 'plain', unseen: 'plain', unknown: 'plain' };
const markOf = (state: string): Mark => marks[state] ?? 'attention';
