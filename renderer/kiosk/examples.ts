import type { TerminalFace } from '../../shared/ipc/bridge.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { firstView } from '../../shared/visit/view-of.ts';
import { screenExamples } from './screens/examples.ts';
import { sheetExamples } from './sheets/examples.ts';

/** By name, what differs from a visit that has just begun. A screen is a function of its view, so a view is an example. */
export type Examples = Record<string, Partial<VisitView>>;

/** All there is to look at; the gallery shows it and a test draws it. */
export const examples: Examples = { ...screenExamples, ...sheetExamples };

/** A visit that has just begun. */
export const exampleView: VisitView = firstView('example');

/** The 21.5" panel of the design, at a hall with a name of usual length. */
export const exampleTerminal: TerminalFace = {
  hall: 'Công an phường Cửa Nam',
  unit: 'phuong-cua-nam',
  helpDesk: 'quầy số 1',
  panel: { widthMm: 268, heightMm: 476, bottomEdgeMm: 850 },
  openingHours: { opens: '07:30', closes: '17:00' },
  canPrint: true,
  portal: 'dichvucong.gov.vn',
  cardReader: 'keyboard',
  officer: true,
  languages: ['vi', 'en'],
  screens: {},
};
