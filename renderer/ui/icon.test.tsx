import { expect, test } from 'vitest';
import { bundledCatalogue } from '../../shared/catalogue/catalogue.ts';
import { catalogueIcons } from './icon.tsx';

test('every picture the catalogue names exists', () => {
  const named = [
    ...bundledCatalogue.difficulties.map((difficulty) => difficulty.icon),
    ...bundledCatalogue.services.flatMap((service) => [
      service.icon,
      ...service.situations.map((situation) => situation.icon),
      ...service.guide.steps.flatMap((step) => [step.icon, ...(step.choices ?? []).map((choice) => choice.icon)]),
    ]),
  ];
  expect(named.filter((name) => !Object.hasOwn(catalogueIcons, name))).toEqual([]);
});
