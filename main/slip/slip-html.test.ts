import { expect, test } from 'vitest';
import { exampleView } from '../../renderer/kiosk/examples.ts';
import { slipText } from '../../shared/slip/slip.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { slipPage } from './slip-html.ts';
import { slipOfView } from './slip-of-view.ts';

const hall = 'Công an <phường> Cửa Nam';
const now = Date.parse('2026-11-24T03:00:00Z');

function slipFor(service: string, ending: string, language = 'vi') {
  const view = { ...exampleView, screen: 'ending' as const, service, ending, language, papersReady: ['form-ct01'] };
  const found = slipOfView(bundledContent, view, { hall, now });
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
        const text = slipText(slipFor(id, ending.id, language));
        // 2953 bytes is the most a square code holds; beyond 2000 its dots get too small for an old telephone.
        expect(Buffer.byteLength(text), `${id} ${ending.id} ${language}`).toBeLessThan(2000);
        expect(text).not.toMatch(/\{\{|undefined/);
      }
    }
  }
});

test('the page holds the slip as text, never as code', () => {
  const page = slipPage('<html lang="vi"><body><!--slip--></body></html>', slipFor('tach-ho', 'filed'), 'vi');
  expect(page).toContain('Công an &#60;phường&#62; Cửa Nam');
  expect(page).not.toContain('<phường>');
  expect(() => slipPage('<html></html>', slipFor('tach-ho', 'filed'), 'vi')).toThrow('no place');
});

test('there is none before an ending', () => {
  expect(slipOfView(bundledContent, exampleView, { hall, now })).toBeNull();
});
