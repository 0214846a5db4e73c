import { contentFaults, joinContent } from '../../shared/catalogue/content.ts';
import { lintLaw } from '../../shared/catalogue/law-lint.ts';
import { lintVneid } from '../../shared/catalogue/vneid-lint.ts';
import { readContentFiles } from './read-content.ts';

const files = readContentFiles();
const faults = contentFaults(files);
if (process.argv.includes('--law')) {
  const { catalogue, words } = joinContent(files);
  faults.push(...lintLaw(catalogue), ...lintVneid(catalogue, words));
}
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
