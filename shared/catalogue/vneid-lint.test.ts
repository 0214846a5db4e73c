import { expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { findService, isDoneOnPortal } from './guide.ts';
import type { Catalogue } from './schema.ts';
import { lintVneid } from './vneid-lint.ts';
import type { DatedWords } from './words-schema.ts';

/** The bundled content with every hint said, and one thing broken in it. */
function lintBroken(
  breakIt: (copy: { catalogue: Catalogue; words: Record<string, DatedWords> }) => void = () => undefined,
): string[] {
  const catalogue = structuredClone(bundledContent.catalogue);
  const words = structuredClone(bundledContent.words);
  for (const { id, inVneid, guide } of catalogue.services) {
    for (const step of guide.steps.filter((known) => inVneid && isDoneOnPortal(known))) {
      for (const language of Object.keys(words)) {
        const said = stepOf(words, language, id, step.id);
        said.portal ??= 'Bấm nút.';
        said.vneid ??= 'Bấm nút.';
      }
    }
  }
  breakIt({ catalogue, words });
  return lintVneid(catalogue, words);
}

function stepOf(words: Record<string, DatedWords>, language: string, service: string, step: string) {
  const said = words[language]?.services[service]?.steps[step];
  if (said === undefined) throw new Error(`${language} says nothing of ${service}, ${step}`);
  return said;
}

test('where every step says both, there is no fault', () => {
  expect(lintBroken()).toEqual([]);
});

test('a step that says how on the portal and not in VNeID is refused, in the language that lacks it', () => {
  const faults = lintBroken(({ words }) => delete stepOf(words, 'en', 'tach-ho', 'submit').vneid);
  expect(faults).toEqual(['en: tach-ho, step submit does not say how it is done in VNeID']);
});

test('a step that says how in VNeID and not on the portal is refused', () => {
  const faults = lintBroken(({ words }) => delete stepOf(words, 'vi', 'dang-ky-tam-tru', 'consent-vneid').portal);
  expect(faults).toEqual(['vi: dang-ky-tam-tru, step consent-vneid does not say how it is done on the portal']);
});

test('what one language says of a step, every language says', () => {
  const faults = lintBroken(({ words }) => {
    const said = stepOf(words, 'en', 'dang-ky-tam-tru', 'attach');
    delete said.portal;
    delete said.vneid;
  });
  expect(faults).toEqual([
    'en: dang-ky-tam-tru, step attach does not say how it is done on the portal',
    'en: dang-ky-tam-tru, step attach does not say how it is done in VNeID',
  ]);
});

test('a step may say nothing of either; one that asks, and a service that VNeID does not file, need no hint', () => {
  const faults = lintBroken(({ catalogue, words }) => {
    for (const language of Object.keys(words)) {
      const plain = stepOf(words, language, 'dang-ky-tam-tru', 'pay');
      delete plain.portal;
      delete plain.vneid;
      stepOf(words, language, 'dang-ky-tam-tru', 'who-moves').portal = 'Ô “Khai hộ”.';
      delete stepOf(words, language, 'tach-ho', 'submit').vneid;
    }
    const portalOnly = findService(catalogue, 'tach-ho');
    if (portalOnly !== undefined) portalOnly.inVneid = false;
  });
  expect(faults).toEqual([]);
});
