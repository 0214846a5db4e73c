import { describe, expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { lintLaw } from './law-lint.ts';
import { lintCatalogue } from './lint.ts';
import type { Catalogue, GuideStep, Service } from './schema.ts';
import type { DatedWords } from './words-schema.ts';

/** The bundled content with one thing broken in it. */
function lintBroken(
  breakIt: (copy: { catalogue: Catalogue; service: Service; words: Record<string, DatedWords> }) => void,
): string[] {
  const catalogue = structuredClone(bundledContent.catalogue);
  const words = structuredClone(bundledContent.words);
  const [service] = catalogue.services;
  if (service === undefined) throw new Error('the catalogue is empty');
  breakIt({ catalogue, service, words });
  return lintCatalogue(catalogue, words);
}

function step(service: Service, id: string): GuideStep {
  const found = service.guide.steps.find((known) => known.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

const spoken = (words: Record<string, DatedWords>, language: string) => {
  const found = words[language]?.services['dang-ky-tam-tru'];
  if (found === undefined) throw new Error('no words');
  return found;
};

test('the bundled content has no fault', () => {
  expect(lintCatalogue(bundledContent.catalogue, bundledContent.words)).toEqual([]);
});

describe('a guide', () => {
  test('whose step reaches no ending is refused', () => {
    const faults = lintBroken(({ service }) => delete step(service, 'track').next);
    expect(faults).toContain('dang-ky-tam-tru: step track reaches no ending');
    expect(faults).toContain('dang-ky-tam-tru: ending filed is never reached');
  });

  test('that leads back to itself is refused', () => {
    const faults = lintBroken(({ service }) => {
      step(service, 'pay').next = { step: 'review' };
    });
    expect(faults.join()).toMatch(/step review leads back to itself/);
  });

  test('that asks the same thing twice is refused', () => {
    const faults = lintBroken(({ service }) => {
      step(service, 'consent-way').asks = 'declarant';
    });
    expect(faults).toContain('dang-ky-tam-tru: declarant is asked twice, again in step consent-way');
  });

  test('with a step nobody comes to, a way to nowhere, or stations that jump is refused', () => {
    const faults = lintBroken(({ service }) => {
      step(service, 'attach').next = { step: 'nowhere' };
      step(service, 'attach').station = 9;
    });
    expect(faults).toContain('dang-ky-tam-tru: step attach leads to step nowhere, which does not exist');
    expect(faults).toContain('dang-ky-tam-tru: step receive is never reached');
    expect(faults).toContain('dang-ky-tam-tru: step attach is station 9 right after station 6');
  });

  test('with a step that neither goes on nor asks, or does both, is refused', () => {
    const faults = lintBroken(({ service }) => {
      step(service, 'who-moves').next = { step: 'fill-own' };
    });
    expect(faults).toContain('dang-ky-tam-tru: step who-moves needs either a way on or choices');
  });
});

describe('a fee', () => {
  const fee = (service: Service) => {
    const found = service.facts.find(({ waiver }) => waiver !== undefined);
    if (found === undefined) throw new Error('no fee that can be waived');
    return found;
  };

  test('that names a waiver or a step that does not exist is refused', () => {
    const faults = lintBroken(({ service }) => {
      fee(service).waiver = 'nobody';
      fee(service).cases = ['nowhere'];
    });
    expect(faults).toContain('dang-ky-tam-tru, fact fee-single is taken away by waiver nobody, which does not exist');
    expect(faults).toContain('dang-ky-tam-tru, fact fee-single is due at step nowhere, which does not exist');
  });

  test('has an amount, and nothing else has a waiver', () => {
    expect(lintBroken(({ service }) => delete fee(service).fee)).toContain(
      'dang-ky-tam-tru, fact fee-single is no fee',
    );
    const misplaced = lintBroken(({ service }) => {
      fee(service).topic = 'time';
    });
    expect(misplaced).toContain('dang-ky-tam-tru, fact fee-single has a fee, so its topic is fee');
  });

  test('cannot be taken away by a waiver from an unknown source, or by two of one name', () => {
    const faults = lintBroken(({ catalogue }) => {
      const [waiver] = catalogue.waivers;
      if (waiver !== undefined) catalogue.waivers.push({ ...waiver, source: ['NOBODY'] });
    });
    expect(faults).toContain('waiver digital-citizen is there twice');
    expect(faults).toContain('digital-citizen: source NOBODY is not in sources.json');
  });

  test('cannot be taken away for longer than the acts behind it hold', () => {
    const catalogue = structuredClone(bundledContent.catalogue);
    const ofWaivers = (): string[] => lintLaw(catalogue).filter((fault) => fault.startsWith('waiver'));
    expect(ofWaivers()).toEqual([]);
    for (const waiver of catalogue.waivers) waiver.validTo = '2027-03-31';
    expect(ofWaivers()).toContain(
      'waiver digital-citizen: stands on 117/2026/TT-BTC, Điều 1(3), 1(4), which ends on 2027-02-28',
    );
  });
});

describe('names', () => {
  test('that are there twice are refused', () => {
    const faults = lintBroken(({ catalogue, service }) => {
      service.facts.push(...service.facts.slice(0, 1));
      catalogue.difficulties.push(...catalogue.difficulties.slice(0, 1));
    });
    expect(faults).toEqual(['difficulty D01 is there twice', 'dang-ky-tam-tru: fact away-thirty-days is there twice']);
  });

  test('of sources and difficulties must exist', () => {
    const faults = lintBroken(({ service }) => {
      service.facts[0]?.source.push('HEARSAY');
      service.difficulties.push('D77');
    });
    expect(faults).toEqual([
      'dang-ky-tam-tru: difficulty D77 does not exist',
      'dang-ky-tam-tru, away-thirty-days: source HEARSAY is not in sources.json',
    ]);
  });
});

describe('words', () => {
  test('must be there for what exists, and for nothing else', () => {
    const faults = lintBroken(({ words }) => {
      delete spoken(words, 'en').steps.pay;
      spoken(words, 'vi').facts.gone = { title: 'Không còn' };
    });
    expect(faults).toEqual([
      'vi: dang-ky-tam-tru, facts: words for gone, which does not exist',
      'en: dang-ky-tam-tru, steps: no words for pay',
    ]);
  });

  test('are short, in NFC, and hold nobody’s number', () => {
    const faults = lintBroken(({ words }) => {
      const { steps } = spoken(words, 'vi');
      const long = Array.from({ length: 26 }, () => 'chữ').join(' ');
      steps.pay = { title: 'Nộp', body: long, done: 'Gọi 0912345678' };
      steps.track = {
        ...steps.track,
        title: 'Theo dõi'.normalize('NFD'),
        body: Array.from({ length: 61 }, () => 'Chữ.').join(' '),
        portal: 'Ở trang.',
        vneid: 'Ở app.',
        done: 'Xong',
      };
    });
    expect(faults).toEqual([
      'vi: dang-ky-tam-tru, step track: 67 syllables on one screen, at most 60',
      'vi: services.dang-ky-tam-tru.steps.pay.body: a sentence of 26 words, at most 25',
      "vi: services.dang-ky-tam-tru.steps.pay.done: holds what looks like somebody's number or address",
      'vi: services.dang-ky-tam-tru.steps.track.title: not in NFC',
    ]);
  });

  test('hold no abbreviation that is not explained beside it', () => {
    const faults = lintBroken(({ words }) => {
      const { steps } = spoken(words, 'vi');
      steps.pay = { title: 'Nhập OTP', body: 'Đưa CCCD. Xem mục “CSDL”, theo Thông tư 75/2022/TT-BTC.', done: 'Xong' };
    });
    expect(faults).toEqual([
      'vi: services.dang-ky-tam-tru.steps.pay.title: OTP is not explained',
      'vi: services.dang-ky-tam-tru.steps.pay.body: CCCD is not explained',
    ]);
  });

  test('for going on belong to steps that ask nothing', () => {
    const faults = lintBroken(({ words }) => {
      const asking = spoken(words, 'vi').steps['who-moves'];
      if (asking !== undefined) asking.done = 'Xong';
    });
    expect(faults).toEqual([
      "vi: dang-ky-tam-tru, step who-moves needs words for 'done' if and only if it asks nothing",
    ]);
  });
});
