import { bundledCatalogue, bundledWords } from '../../shared/catalogue/catalogue.ts';
import { lintCatalogue } from '../../shared/catalogue/lint.ts';
import { catalogue } from '../../shared/catalogue/schema.ts';
import { contentWords } from '../../shared/catalogue/words-schema.ts';

/** `npm run check` looks the bundled content over with this: shapes first, then what only a walk through it shows. */
const shapes = [
  ...(catalogue.safeParse(bundledCatalogue).error?.issues ?? []).map(
    (issue) => `catalogue: ${issue.path.join('.')}: ${issue.message}`,
  ),
  ...Object.entries(bundledWords).flatMap(([language, words]) =>
    (contentWords.safeParse(words).error?.issues ?? []).map(
      (issue) => `${language}: ${issue.path.join('.')}: ${issue.message}`,
    ),
  ),
];
const faults = shapes.length > 0 ? shapes : lintCatalogue(bundledCatalogue, bundledWords);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exit(1);

const { version, services, difficulties, sources } = bundledCatalogue;
const facts = services.reduce((sum, service) => sum + service.facts.length, 0);
const steps = services.reduce((sum, service) => sum + service.guide.steps.length, 0);
process.stdout.write(
  `catalogue ${version}: ${services.length} service(s), ${facts} facts, ${steps} steps, ${difficulties.length} difficulties, ` +
    `${Object.keys(sources).length} sources, words in ${Object.keys(bundledWords).join(', ')}\n`,
);
