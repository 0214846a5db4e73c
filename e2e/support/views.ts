import { type OfficerExample, officerExamples } from '../../renderer/kiosk/officer/examples.ts';
import { dialogExamples } from '../../renderer/kiosk/portal/examples.ts';
import type { Content } from '../../shared/catalogue/content.ts';
import { isDoneOnPortal } from '../../shared/catalogue/guide.ts';
import { fieldKinds, portalTrouble } from '../../shared/catalogue/portal-schema.ts';
import type { Service } from '../../shared/catalogue/schema.ts';
import { topics } from '../../shared/catalogue/topics.ts';
import { type CardDoubt, cardFaults } from '../../shared/citizen-card/parse-card.ts';
import { channels } from '../../shared/ipc/channels.ts';
import { closedOfficer } from '../../shared/officer/closed-officer.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import type { PortalFace } from '../../shared/portal/face.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { firstView } from '../../shared/visit/view-of.ts';
import type { Kiosk } from './kiosk.ts';

/** A screen by its name, as the view that shows it. */
export interface NamedView {
  name: string;
  view: Partial<VisitView>;
  /** What of the portal is shown with it. */
  portal?: Partial<PortalFace>;
  /** What of the officer's screen, where nobody is here. */
  officer?: OfficerExample;
}

/** Every screen and sheet of one service: facts, papers, steps, endings, slips, and the difficulties of each stage. */
export function viewsOfService({ catalogue }: Content, id: string): NamedView[] {
  const service = catalogue.services.find((known) => known.id === id);
  if (service === undefined) throw new Error(`no service ${id}`);
  const here = { service: id, canGoBack: true };
  const { steps, endings } = service.guide;
  const last = steps.at(-1)?.id ?? null;
  const firstOfStage = steps.filter((step, index) => steps.findIndex(({ stage }) => stage === step.stage) === index);
  return [
    { name: 'facts', view: { ...here, screen: 'facts' } },
    ...feeViews(service).map(({ name, ...view }) => ({ name, view: { ...here, ...view } })),
    { name: 'papers', view: { ...here, screen: 'papers' } },
    ...steps.map(({ id: step }, index) => ({
      name: `step-${step}`,
      view: { ...here, screen: 'step', step, trail: steps.slice(0, index).map(({ id: behind }) => behind) } as const,
    })),
    ...steps
      .filter((step) => service.inVneid && isDoneOnPortal(step))
      .map(({ id: step }) => ({
        name: `in-vneid-${step}`,
        view: { ...here, screen: 'step', step, filingWay: 'vneid' } as const,
      })),
    ...firstOfStage.map(({ id: step, stage }) => ({
      name: `difficulties-${stage}`,
      view: { ...here, screen: 'step', sheet: 'difficulties', step } as const,
    })),
    {
      name: 'more-difficulties',
      view: { ...here, screen: 'step', sheet: 'more-difficulties', step: service.guide.start },
    },
    ...endings.flatMap(({ id: ending }) => [
      { name: `ending-${ending}`, view: { ...here, screen: 'ending', step: last, ending } as const },
      { name: `slip-${ending}`, view: { ...here, screen: 'ending', sheet: 'slip', step: last, ending } as const },
    ]),
  ];
}

/** What it costs for oneself: both questions, and the sums that the answers lead to; nothing where there is no fee. */
function feeViews({ id, facts, guide }: Service): (Partial<VisitView> & { name: string })[] {
  if (facts.every(({ waiver }) => waiver === undefined)) return [];
  const here = { screen: 'facts', sheet: 'fee', service: id } as const;
  const pay = guide.steps.find(({ stage }) => stage === 'pay')?.id ?? null;
  const trail = guide.steps.map((step) => step.id).filter((step) => step !== pay);
  return [
    { name: 'fee-papers', ...here },
    { name: 'fee-online', ...here, feeAnswers: { papers: 'yes' } },
    { name: 'fee-exempt', ...here, feeAnswers: { papers: 'yes', online: 'yes' } },
    { name: 'fee-open', ...here, feeAnswers: { papers: 'unknown', online: 'unknown' } },
    { name: 'fee-due', ...here, feeAnswers: { papers: 'no', online: 'unknown' } },
    { name: 'fee-desk', ...here, feeAnswers: { papers: 'yes', online: 'no' } },
    { name: 'fee-pay-open', screen: 'step', step: pay, trail },
    { name: 'fee-pay-exempt', screen: 'step', step: pay, trail, feeAnswers: { papers: 'yes', online: 'yes' } },
    { name: 'fee-pay-portal', screen: 'step', step: pay, trail, portal: 'split' },
  ];
}

/** What belongs to no service: where one chooses, and every difficulty with its help. */
export function viewsOfAll({ catalogue }: Content): NamedView[] {
  const [service] = catalogue.services;
  const here = {
    service: service?.id ?? '',
    step: service?.guide.start ?? '',
    screen: 'step',
    canGoBack: true,
  } as const;
  return [
    { name: 'language', view: { screen: 'language' } },
    { name: 'languages', view: { screen: 'choose', sheet: 'languages', canGoBack: true } },
    { name: 'choose', view: { screen: 'choose', canGoBack: true } },
    ...topics.map((topic) => ({
      name: `situations-${topic}`,
      view: { screen: 'situations', topic, canGoBack: true } as const,
    })),
    { name: 'search', view: { screen: 'search', search: 'giay', canGoBack: true } },
    { name: 'elsewhere', view: { screen: 'choose', sheet: 'elsewhere', canGoBack: true } },
    { name: 'display', view: { screen: 'choose', sheet: 'display', canGoBack: true } },
    ...catalogue.difficulties.map(({ id }) => ({
      name: `difficulty-${id}`,
      view: { ...here, sheet: 'difficulty', difficulty: id } as const,
    })),
    { name: 'other-difficulty', view: { ...here, sheet: 'difficulty', difficulty: 'D99' } },
    { name: 'words-offered', view: { ...here, sheet: 'difficulty', difficulty: 'D99', words: 'offered' } },
    { name: 'words', view: { ...here, sheet: 'words', difficulty: 'D99', words: 'offered' } },
    { name: 'words-taken', view: { ...here, sheet: 'difficulty', difficulty: 'D99', words: 'taken' } },
    { name: 'help', view: { ...here, sheet: 'help', helpComing: true } },
    ...(['tools', 'card', 'photos'] as const).map((sheet) => ({
      name: sheet,
      view: { ...here, portal: 'split', sheet } as const,
    })),
    ...(service?.guide.steps ?? []).map(({ id }) => ({
      name: `portal-${id}`,
      view: { ...here, step: id, portal: 'split' } as const,
    })),
    ...portalTrouble.options.map((noticed) => ({
      name: `noticed-${noticed}`,
      view: { ...here, portal: 'split', noticed } as const,
    })),
    { name: 'portal-offer', view: { ...here, portal: 'split', offered: 'long' } },
    { name: 'portal-whole', view: { ...here, portal: 'whole' } },
    ...portalFaces.map(({ name, sheet, portal }) => ({
      name,
      view: { ...here, portal: 'split', sheet } as const,
      portal,
    })),
    { name: 'idle-warning', view: { ...here, idleSecondsLeft: 42 } },
    ...Object.entries(officerExamples).map(([name, officer]) => ({ name, view: { visit: null }, officer })),
    { name: 'farewell', view: { screen: 'farewell' } },
    { name: 'farewell-rated', view: { screen: 'farewell', rating: 5 } },
  ];
}

const { card } = closedPortal;
const masked = { id: '••• ••• ••• 001', name: 'N••• T••• V••• D•••', born: '1990' };
const doubts: CardDoubt[] = ['place', 'sex-digit', 'year-digits'];
const cardBoxes = ['full-name', 'birth-date', 'sex', 'personal-number'].flatMap((box, index) => [
  { box, how: (['filled', 'refused', 'missing'] as const)[index % 3] ?? 'filled' },
]);
const papers = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({ number, kind: 'jpeg', kilobytes: 1234 }) as const);
/** A real one of its length: more squares would be smaller ones. */
const codeAddress = `http://192.168.100.100:8420/t/${'A'.repeat(24)}#${'B'.repeat(43)}`;

/** What comes over the page as one works with it: keys, the card, papers. */
const portalFaces: { name: string; sheet: VisitView['sheet']; portal: Partial<PortalFace> }[] = [
  ...fieldKinds.map((typing) => ({ name: `keys-${typing}`, sheet: 'none', portal: { typing } }) as const),
  { name: 'paying', sheet: 'none', portal: { paying: 'pay.vietcombank.com.vn' } },
  ...Object.entries(dialogExamples).map(([name, dialog]) => ({ name, sheet: 'none', portal: { dialog } }) as const),
  { name: 'card-waiting', sheet: 'card', portal: { card: { ...card, state: 'waiting' } } },
  ...cardFaults.map(
    (fault) =>
      ({ name: `card-${fault}`, sheet: 'card', portal: { card: { ...card, state: 'refused', fault } } }) as const,
  ),
  {
    name: 'card-shown',
    sheet: 'card',
    portal: { card: { ...card, state: 'shown', masked, doubts, revealed: '099190000001' } },
  },
  {
    name: 'card-filled',
    sheet: 'card',
    portal: { card: { ...card, state: 'filled', filled: cardBoxes } },
  },
  { name: 'papers-code', sheet: 'photos', portal: { papers: { state: 'waiting', address: codeAddress, papers: [] } } },
  {
    name: 'papers-arrived',
    sheet: 'photos',
    portal: { wantsFile: true, papers: { state: 'waiting', address: codeAddress, papers } },
  },
  { name: 'papers-early', sheet: 'photos', portal: { papers: { state: 'waiting', address: codeAddress, papers } } },
  { name: 'papers-over', sheet: 'photos', portal: { papers: { state: 'over', address: null, papers: [] } } },
];

/** Far above what main counts, so that nothing it sends is taken for one of these. */
let revision = 1_000_000;

/** Shows a view in the real page, as main would send it, without a visit behind it; ready when it is drawn. */
export async function showView(
  kiosk: Kiosk,
  view: Partial<VisitView>,
  portal: Partial<PortalFace> = {},
  officer: OfficerExample = { state: 'closed' },
): Promise<void> {
  revision += 1;
  const whole: VisitView = { ...firstView('shown'), ...view, revision };
  await kiosk.app.evaluate(
    ({ BrowserWindow }, messages) => {
      for (const [channel, shown] of messages) BrowserWindow.getAllWindows()[0]?.webContents.send(channel, shown);
    },
    [
      [channels.portalChanged, { ...closedPortal, ...portal }],
      [channels.officerChanged, { ...closedOfficer, ...officer, language: whole.language, textSize: whole.textSize }],
      [channels.viewChanged, whole],
    ] as const,
  );
  await kiosk.page.locator(`[data-revision="${revision}"]`).waitFor();
}

/** Calls `look` at every page of the screen that is shown. */
export async function eachPage(kiosk: Kiosk, look: (page: number) => Promise<void>): Promise<void> {
  await look(1);
  const turn = (): Promise<boolean> =>
    kiosk.page.evaluate(() => {
      const more = [...document.querySelectorAll('button')].find((button) =>
        /\(\d+\/\d+\)/.test(button.textContent ?? ''),
      );
      more?.click();
      return more !== undefined;
    });
  for (let page = 2; await turn(); page += 1) await look(page);
}
