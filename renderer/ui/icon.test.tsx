import { expect, test } from 'vitest';
import { bundledContent } from '../../tools/content/read-content.ts';
import { catalogueIcons } from './icon.tsx';

test('every picture the catalogue names exists', () => {
  const named = [
    ...bundledContent.catalogue.difficulties.map((difficulty) => difficulty.icon),
    ...bundledContent.catalogue.services.flatMap((service) => [
      service.icon,
      ...service.situations.map((situation) => situation.icon),
      ...service.guide.steps.flatMap((step) => [step.icon, ...(step.choices ?? []).map((choice) => choice.icon)]),
    ]),
  ];
  expect(named.filter((name) => !Object.hasOwn(catalogueIcons, name))).toEqual([]);
});
