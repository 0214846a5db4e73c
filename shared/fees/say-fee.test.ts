import { describe, expect, test } from 'vitest';
import { bundledContent, bundledWords } from '../../tools/content/read-content.ts';
import { findService } from '../catalogue/guide.ts';
import { sayer } from '../slip/say.ts';
import { type FeeAnswers, feeOf } from './fee-of.ts';
import { feeLines } from './say-fee.ts';

function saidIn(language: string, id: string, day: string, answers: FeeAnswers, trail: string[]): string[] {
  const service = findService(bundledContent.catalogue, id);
  if (service === undefined) throw new Error(`no service ${id}`);
  const fee = feeOf({ service, catalogue: bundledContent.catalogue, today: day, answers, trail });
  const words = bundledWords(language, day).services[id];
  const say = sayer(bundledContent.screens[language] ?? {});
  return feeLines({ say, language }, fee, (fact) => words?.facts[fact]?.title ?? '');
}

describe('what is said of a fee', () => {
  test('in Vietnamese: every sum while it is open, one sum with its reason and its end once it is known', () => {
    const at = (answers: FeeAnswers) => saidIn('vi', 'dang-ky-tam-tru', '2026-12-01', answers, ['log-in']);
    expect(at({})).toEqual([
      '0 đồng qua mạng, nếu được miễn; 7.000 đồng qua mạng, nếu không; 15.000 đồng tại quầy',
      'Đến hết ngày 28/2/2027, nộp qua mạng và VNeID hiện đủ giấy tờ cơ bản thì được miễn.',
    ]);
    expect(at({ papers: 'yes', online: 'yes' })).toEqual([
      '0 đồng được miễn',
      'Được miễn đến hết ngày 28/2/2027: nộp qua mạng, và VNeID hiện đủ giấy tờ cơ bản.',
    ]);
    expect(at({ papers: 'yes', online: 'unknown' })[0]).toBe('0 đồng qua mạng, được miễn; 15.000 đồng tại quầy');
    expect(at({ papers: 'no', online: 'yes' })[0]).toBe('7.000 đồng qua mạng');
  });

  test('in English: a reduced fee says when it ends and what it costs then; what concerns others is told by its case', () => {
    const at = (day: string) => saidIn('en', 'cap-doi-can-cuoc', day, {}, ['lost-card', 'no-visit']);
    const lost = 'Replacing a lost card';
    expect(at('2026-12-31')[1]).toBe(
      `${lost}: 0 VND online, if exempt; 35,000 VND if not exempt (until 31 December 2026, then 70,000 VND)`,
    );
    expect(at('2027-01-01')[1]).toBe(`${lost}: 0 VND online, if exempt; 70,000 VND if not exempt`);
    expect(at('2027-03-01')[1]).toBe(`${lost}: 70,000 VND online or at the desk. Ask an officer to be sure.`);
  });

  test('that nobody pays: that it is free', () => {
    expect(saidIn('vi', 'cap-doi-can-cuoc', '2026-12-01', {}, ['proof', 'no-visit'])).toEqual([
      '0 đồng không mất lệ phí',
    ]);
  });

  test('is nothing at a service without a fee', () => {
    expect(saidIn('vi', 'khai-bao-tam-vang', '2026-12-01', {}, [])).toEqual([]);
  });
});
