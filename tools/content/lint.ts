import { contentFaults, joinContent } from '../../shared/catalogue/content.ts';
import { lintLaw } from '../../shared/catalogue/law-lint.ts';
import { readContentFiles } from './read-content.ts';

const files = readContentFiles();
const faults = [
  ...contentFaults(files),
  ...(process.argv.includes('--law') ? lintLaw(joinContent(files).catalogue) : []),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
