import { beforeAll, expect, test } from 'vitest';
import type { HubStatus } from '../../../shared/health/status.ts';
import { bundledContent } from '../../../tools/content/read-content.ts';
import { prepareWords, words } from '../../words.ts';
import { officerExamples } from './examples.ts';
import { sendingWords, statusRows } from './status-words.ts';

/** In the hall. */
const at = (time: string): number => Date.parse(`2026-11-24T${time}+07:00`);
const quiet: HubStatus = {
  known: true,
  connected: true,
  busy: false,
  lastSentAt: at('14:05'),
  lastTriedAt: at('14:05'),
  pending: 0,
  oldestPendingAt: null,
  lastError: null,
};

beforeAll(async () => await prepareWords('vi', bundledContent.screens));

const say = (day = '2026-11-24', language = 'vi') => ({ t: words.getFixedT(language), language, day });
const title = (hub: Partial<HubStatus>, day = '2026-11-24'): string =>
  sendingWords(say(day), { ...quiet, ...hub }).title;

test('what an officer reads of sending', () => {
  expect(title({})).toBe('Đã gửi hết lúc 14:05');
  expect(title({ pending: 3 })).toBe('Đã gửi lúc 14:05, còn 3');
  expect(title({ pending: 3, lastSentAt: null })).toBe('Đang gửi, còn 3');
  expect(title({ pending: 3, lastSentAt: null, lastTriedAt: null, known: false })).toBe('Chưa gửi được, còn 3');
  expect(title({ lastSentAt: null })).toBe('Không có gì chờ gửi');
});

test('what could not be sent says since when and why, and that nothing is lost', () => {
  const away = { pending: 2, oldestPendingAt: at('13:20'), lastError: 'no-network' } as const;
  expect(sendingWords(say(), { ...quiet, ...away })).toEqual({
    mark: 'attention',
    title: 'Chưa gửi được từ 13:20: không có mạng',
    lead: 'Còn 2. Dữ liệu vẫn được giữ, máy tự gửi lại. Lần thử gần nhất: 14:05:00.',
  });
  expect(title(away, '2026-11-25')).toBe('Chưa gửi được từ 13:20\u00a0ngày\u00a024/11: không có mạng');
  expect(sendingWords(say('2026-11-24', 'en'), { ...quiet, ...away }).title).toBe(
    'Nothing sent since 13:20: no network',
  );
  // A hub that went away while nothing waited keeps nobody waiting.
  expect(title({ lastError: 'no-network' })).toBe('Đã gửi hết lúc 14:05');
});

test('what needs somebody comes first, and what is not known is not said', () => {
  const wrong = officerExamples['officer-all-wrong'];
  const few = officerExamples['officer-some-left'];
  if (wrong?.state !== 'status' || few?.state !== 'status') throw new Error('no example');
  const rows = statusRows(say(), { ...wrong.status, printer: 'ready' });
  expect(rows.map(({ mark }) => mark)).toEqual([...Array.from({ length: 5 }, () => 'attention'), 'fine', 'plain']);
  expect(rows.find(({ about }) => about === 'clock')?.text).toBe('Đồng hồ chậm 44 phút. Báo kỹ thuật.');
  expect(statusRows(say(), few.status).map(({ about }) => about)).toEqual([
    'disk',
    'printer',
    'scanner',
    'portal',
    'program',
  ]);
});
