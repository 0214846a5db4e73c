import { isDoneOnPortal } from './guide.ts';
import type { Catalogue } from './schema.ts';
import type { DatedWords } from './words-schema.ts';

const hints = { portal: 'on the portal', vneid: 'in VNeID' } as const;

/**
 * Where VNeID files a service too, a step that is done there and says how it is done on the portal also says how in the
 * app, in every language, and the other way round: whoever has chosen one way sees that way's hint alone.
 */
export function lintVneid({ services }: Catalogue, words: Record<string, DatedWords>): string[] {
  const steps = services
    .filter(({ inVneid }) => inVneid)
    .flatMap(({ id: service, guide }) => guide.steps.filter(isDoneOnPortal).map(({ id: step }) => ({ service, step })));
  return steps.flatMap(({ service, step }) => {
    const spoken = Object.entries(words).map(
      ([language, { services: said }]) => [language, said[service]?.steps[step]] as const,
    );
    if (!spoken.some(([, said]) => said?.portal !== undefined || said?.vneid !== undefined)) return [];
    return spoken.flatMap(([language, said]) =>
      (['portal', 'vneid'] as const)
        .filter((hint) => said?.[hint] === undefined)
        .map((hint) => `${language}: ${service}, step ${step} does not say how it is done ${hints[hint]}`),
    );
  });
}
