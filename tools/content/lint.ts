import { contentFaults } from '../../shared/catalogue/content.ts';
import { readContentFiles } from './read-content.ts';

/** `npm run check` looks the bundled content over with this. */
const faults = contentFaults(readContentFiles());
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
