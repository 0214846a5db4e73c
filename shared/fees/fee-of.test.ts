import { describe, expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { findService } from '../catalogue/guide.ts';
import { type FeeAnswers, feeOf } from './fee-of.ts';

const { catalogue } = bundledContent;

function feeAt(id: string, today: string, answers: FeeAnswers = {}, trail: string[] = []) {
  const service = findService(catalogue, id);
  if (service === undefined) throw new Error(`no service ${id}`);
  return feeOf({ service, catalogue, today, answers, trail });
}

/** 'fee-single: 0 waived, 7000 online, 15000 desk': every sum that may be due, as short as it can be read. */
function sumsAt(...[id, today, answers, trail]: Parameters<typeof feeAt>): string[] {
  return feeAt(id, today, answers, trail).cases.map(
    ({ fact, sums }) => `${fact}: ${sums.map(({ amount, way }) => `${amount} ${way}`).join(', ')}`,
  );
}

/** Days around which fees change: the waiver begins, half price ends, the waiver ends. */
const days = ['2026-08-14', '2026-08-15', '2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01'];
const waived = (day: string): boolean => day >= '2026-08-15' && day <= '2027-02-28';
const yes: FeeAnswers = { papers: 'yes', online: 'yes' };

/** Circular 75/2022: what each way means, online and at the desk. */
const residence = [
  ['dang-ky-tam-tru', 'fee-single', 7000, 15000],
  ['gia-han-tam-tru', 'fee-single', 7000, 15000],
  ['dang-ky-thuong-tru', 'fee-filing', 10000, 20000],
  ['tach-ho', 'fee-filing', 5000, 10000],
] as const;

describe.each(days)('residence fees on %s', (day) => {
  const answered: [FeeAnswers, (online: number, desk: number) => string][] = [
    [{}, (online, desk) => `0 waived, ${online} online, ${desk} desk`],
    [{ papers: 'unknown', online: 'unknown' }, (online, desk) => `0 waived, ${online} online, ${desk} desk`],
    [yes, () => '0 waived'],
    [{ papers: 'yes', online: 'no' }, (_, desk) => `${desk} desk`],
    [{ papers: 'yes', online: 'unknown' }, (_, desk) => `0 waived, ${desk} desk`],
    [{ papers: 'unknown', online: 'yes' }, (online) => `0 waived, ${online} online`],
    [{ papers: 'unknown', online: 'no' }, (_, desk) => `${desk} desk`],
    [{ papers: 'no', online: 'yes' }, (online) => `${online} online`],
    [{ papers: 'no', online: 'no' }, (_, desk) => `${desk} desk`],
    [{ papers: 'no', online: 'unknown' }, (online, desk) => `${online} online, ${desk} desk`],
  ];
  test.each(residence)('%s', (service, fact, online, desk) => {
    for (const [answers, sums] of answered) {
      // Without a waiver only where it is filed makes a difference.
      const without = { yes: `${online} online`, no: `${desk} desk`, unknown: `${online} online, ${desk} desk` };
      const expected = waived(day) ? sums(online, desk) : without[answers.online ?? 'unknown'];
      expect(sumsAt(service, day, answers)[0], `${answers.papers} ${answers.online}`).toBe(`${fact}: ${expected}`);
    }
    expect(sumsAt(service, day, yes, ['find-service', 'pay'])).toEqual([
      `${fact}: ${waived(day) ? '0 waived' : `${online} online`}`,
    ]);
  });
});

/** Circular 73/2024, halved by Circular 64/2025 until the end of 2026; the same online and at the desk. */
const changed: [string, number][] = [
  ['fee-new-kind', 30000],
  ['fee-exchange', 50000],
];
const reissued: [string, number] = ['fee-reissue', 70000];
const cards: { trail: string[]; due: [string, number][] }[] = [
  { trail: ['old-card', 'can-come'], due: changed },
  { trail: ['proof', 'can-come'], due: changed },
  // Lost, or damaged; what a lost card of the old kind costs is not certain.
  { trail: ['lost-card', 'no-visit'], due: [['fee-exchange', 50000], reissued] },
  { trail: ['lost-card', 'can-come'], due: [['fee-new-kind', 30000], reissued] },
];

describe.each(days)('the fee for an ID card on %s', (day) => {
  const halved = day <= '2026-12-31';
  test.each(cards)('after $trail', ({ trail, due }) => {
    const sums = (of: (amount: number) => string): string[] =>
      due.map(([fact, full]) => (halved ? `${fact}-half: ${of(full / 2)}` : `${fact}: ${of(full)}`));
    const either = sums((amount) => (waived(day) ? `0 waived, ${amount} any` : `${amount} any`));
    expect(sumsAt('cap-doi-can-cuoc', day, {}, ['card-case', ...trail])).toEqual(either);
    expect(sumsAt('cap-doi-can-cuoc', day, { papers: 'unknown' }, ['card-case', ...trail])).toEqual(either);
    expect(sumsAt('cap-doi-can-cuoc', day, yes, ['card-case', ...trail])).toEqual(
      sums((amount) => (waived(day) ? '0 waived' : `${amount} any`)),
    );
    for (const answers of [{ papers: 'no' }, { papers: 'yes', online: 'no' }] as const)
      expect(sumsAt('cap-doi-can-cuoc', day, answers, trail)).toEqual(sums((amount) => `${amount} any`));
  });

  test.each([
    ['the first one', 'fee-first', ['card-case', 'first-card']],
    ['one for a child under 6', 'fee-first', ['card-case', 'under-six', 'child-online']],
    ['one for new boundaries alone', 'free-boundary', ['card-case', 'proof', 'no-visit']],
  ])('%s is free, whatever is answered', (_which, fact, trail) => {
    for (const answers of [{}, yes, { papers: 'no' }] as const) {
      const fee = feeAt('cap-doi-can-cuoc', day, answers, trail);
      expect(fee).toMatchObject({ reason: null, asks: null });
      expect(fee.cases).toMatchObject([{ fact, sums: [{ amount: 0, way: 'any', until: null, after: null }] }]);
    }
  });

  test('before the way has parted every case is told', () => {
    expect(sumsAt('cap-doi-can-cuoc', day)).toHaveLength(5);
    expect(sumsAt('cap-doi-can-cuoc', day, {}, ['card-case'])).toHaveLength(5);
  });
});

test('a list is told before one sets out, and is due on no way of the guide yet', () => {
  expect(sumsAt('dang-ky-tam-tru', '2026-12-01')).toEqual([
    'fee-single: 0 waived, 7000 online, 15000 desk',
    'fee-list: 0 waived, 5000 online, 10000 desk',
  ]);
  expect(sumsAt('dang-ky-tam-tru', '2026-12-01', {}, ['log-in'])).toHaveLength(1);
});

describe('the questions', () => {
  test('come in turn, and the second only where it changes the sum', () => {
    expect(feeAt('tach-ho', '2026-12-01').asks).toBe('papers');
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'no' }).asks).toBe('online');
    expect(feeAt('cap-doi-can-cuoc', '2026-12-01', { papers: 'yes' }).asks).toBe('online');
    // A card costs the same online and at the desk: without the papers nothing is left to ask.
    expect(feeAt('cap-doi-can-cuoc', '2026-12-01', { papers: 'no' }).asks).toBeNull();
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'unknown', online: 'unknown' }).asks).toBeNull();
  });

  test('do not ask how it is filed of somebody who is filing it on the portal', () => {
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'yes' }, ['log-in', 'find-service', 'pay'])).toMatchObject({
      reason: 'waived',
      asks: null,
      waiver: { validTo: '2027-02-28' },
    });
    // What was said stands above what the guide takes for granted.
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'yes', online: 'no' }, ['find-service']).reason).toBe('online');
  });

  test('are not asked while no waiver is in force', () => {
    for (const day of ['2026-08-14', '2027-03-01'])
      expect(feeAt('dang-ky-tam-tru', day)).toMatchObject({ asks: null, reason: null, waiver: null });
  });

  test('lead to what is not met, the first of it', () => {
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'no', online: 'no' }).reason).toBe('papers');
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'yes', online: 'no' }).reason).toBe('online');
    expect(feeAt('tach-ho', '2026-12-01', { papers: 'unknown', online: 'yes' }).reason).toBe('open');
  });
});

test('a sum says how long it holds and what comes after: half price until the end of 2026, a waiver until 28 February', () => {
  const due = feeAt('cap-doi-can-cuoc', '2026-12-01').cases.find(({ fact }) => fact === 'fee-reissue-half');
  expect(due?.sums).toEqual([
    { amount: 0, way: 'waived', until: '2027-02-28', after: null },
    { amount: 35000, way: 'any', until: '2026-12-31', after: 70000 },
  ]);
});

test('what nobody has checked for more than 90 days is told with doubt', () => {
  expect(feeAt('tach-ho', '2027-02-28').cases.map(({ certain }) => certain)).toEqual([true]);
  expect(feeAt('tach-ho', '2027-03-01').cases.map(({ certain }) => certain)).toEqual([false]);
});

test('a service without a fee has no sum and no question', () => {
  expect(feeAt('khai-bao-tam-vang', '2026-12-01')).toMatchObject({ cases: [], asks: null, reason: null });
});
