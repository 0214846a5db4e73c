import { expect, test } from 'vitest';
import { exampleView } from '../../renderer/kiosk/examples.ts';
import type { FeeAnswers } from '../../shared/fees/fee-of.ts';
import { slipText } from '../../shared/slip/slip.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { slipPage } from './slip-html.ts';
import { slipOfView } from './slip-of-view.ts';

const hall = 'Công an <phường> Cửa Nam';
interface Wanted {
  language?: string;
  day?: string;
  feeAnswers?: FeeAnswers;
  trail?: string[];
}

function slipFor(service: string, ending: string, wanted: Wanted = {}) {
  const { language = 'vi', day = '2026-11-24', feeAnswers = {}, trail = [] } = wanted;
  const here = { screen: 'ending', service, ending, step: trail.at(-1) ?? null, trail: trail.slice(0, -1) } as const;
  const view = { ...exampleView, ...here, language, feeAnswers, papersReady: ['form-ct01'] };
  const found = slipOfView(bundledContent, view, { hall, now: Date.parse(`${day}T03:00:00Z`) });
  if (found === null) throw new Error('no slip');
  return found.slip;
}

test('a slip tells what is done, what comes next, papers, time limit, whom to ask and the line against swindlers', () => {
  const text = slipText(slipFor('dang-ky-tam-tru', 'filed'));
  for (const part of [
    'Đăng ký tạm trú',
    'Hồ sơ đã gửi xong',
    '3 ngày làm việc',
    'Tờ khai CT01',
    '1900 0368',
    'vneid.gov.vn',
    'mật khẩu',
    '24/11/2026',
  ])
    expect(text).toContain(part);
});

test('every ending of every service has one, short enough for a square code, in every language', () => {
  for (const { id, guide } of bundledContent.catalogue.services) {
    for (const ending of guide.endings) {
      for (const language of bundledContent.languages) {
        // With every fee and every sum on it: nothing is walked or answered yet.
        const text = slipText(slipFor(id, ending.id, { language }));
        // 2953 bytes is the most a square code holds; beyond 2000 its dots get too small for an old telephone.
        expect(Buffer.byteLength(text), `${id} ${ending.id} ${language}`).toBeLessThan(2000);
        expect(text).not.toMatch(/\{\{|undefined/);
      }
    }
  }
});

test('a slip tells the sum with its reason and its end, as far as both are known, and as it is on that day', () => {
  const walked = ['log-in', 'find-service', 'track'];
  const feeOn = (day: string, feeAnswers: FeeAnswers): string[] =>
    slipFor('dang-ky-tam-tru', 'filed', { day, feeAnswers, trail: walked }).parts.find(
      ({ heading }) => heading === 'Lệ phí',
    )?.lines ?? [];
  expect(feeOn('2026-12-01', {})).toEqual([
    '0 đồng nếu được miễn; 7.000 đồng nếu không',
    'Đến hết ngày 28/2/2027, nộp qua mạng và VNeID hiện đủ giấy tờ cơ bản thì được miễn.',
  ]);
  expect(feeOn('2026-12-01', { papers: 'yes' })).toEqual([
    '0 đồng được miễn',
    'Được miễn đến hết ngày 28/2/2027: nộp qua mạng, và VNeID hiện đủ giấy tờ cơ bản.',
  ]);
  expect(feeOn('2027-03-01', { papers: 'yes' })).toEqual(['7.000 đồng qua mạng. Hỏi cán bộ để chắc chắn.']);
  expect(slipText(slipFor('khai-bao-tam-vang', 'filed'))).not.toContain('Lệ phí');
});

test('the page holds the slip as text, never as code', () => {
  const page = slipPage('<html lang="vi"><body><!--slip--></body></html>', slipFor('tach-ho', 'filed'), 'vi');
  expect(page).toContain('Công an &#60;phường&#62; Cửa Nam');
  expect(page).not.toContain('<phường>');
  expect(() => slipPage('<html></html>', slipFor('tach-ho', 'filed'), 'vi')).toThrow('no place');
});

test('there is none before an ending', () => {
  expect(slipOfView(bundledContent, exampleView, { hall, now: Date.parse('2026-11-24T03:00:00Z') })).toBeNull();
});

test('one that is too long for a square code leaves out its last parts, and keeps what comes next', () => {
  const slip = slipFor('dang-ky-tam-tru', 'filed');
  const long = { ...slip, parts: [...slip.parts, { heading: 'Thêm', lines: ['chữ '.repeat(900)] }] };
  expect(Buffer.byteLength(slipText(long))).toBeLessThanOrEqual(2900);
  expect(slipText(long)).toBe(slipText(slip));
});
