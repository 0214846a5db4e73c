import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../places.mjs';
import { faultRows } from './rows.mjs';

const folders = ['db', 'e2e', 'hub', 'main', 'renderer', 'shared', 'tools', 'wire'];
const isTest = /[.](test|spec)[.]tsx?$/;
/** A title as it stands in the source, which ends with the rows that it proves. */
const tagged = /(['"`])((?:(?!\1)[^\n\\]|\\.)*?)((?: [FI]\d{1,2})+) @fault\1/g;

/** @typedef {{ file: string, title: string, rows: string[] }} FaultTest */

/** Every test that says which row of the matrix it proves. @returns {FaultTest[]} */
export function faultTests() {
  const files = folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && isTest.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.toSorted().flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(tagged)].map(([, , title = '', rows = '']) => ({
      file: relative(projectRoot, file),
      title,
      rows: rows.trim().split(' '),
    })),
  );
}

/** What is wrong between the matrix and the tests, in words. @param {FaultTest[]} tests @returns {string[]} */
export function faultsOfMatrix(tests) {
  const proven = new Set(tests.flatMap(({ rows }) => rows.filter((row) => row.startsWith('F'))));
  return [
    ...[...proven].filter((row) => faultRows[row] === undefined).map((row) => `${row} is no row of the matrix`),
    ...Object.entries(faultRows).flatMap(([name, { runs }]) => {
      if (runs === 'not covered') return proven.has(name) ? [`${name} has a test, and is said not to be covered`] : [];
      return proven.has(name) ? [] : [`${name} has no test`];
    }),
  ];
}

/** docs/faults.md as it must be. @param {FaultTest[]} tests @returns {string} */
export function faultsPage(tests) {
  const lines = Object.entries(faultRows).map(([name, row]) => {
    const proofs = tests
      .filter(({ rows }) => rows.includes(name))
      .map(({ file, title }) => `\`${file}\`: ${title.replaceAll('|', '\\|')}`);
    const runs = row.runs === 'not covered' ? `not covered: ${row.why}` : ranAs(row);
    return `| ${name} | ${row.fault} | ${row.happens} | ${proofs.join('<br>')} | ${runs} |`;
  });
  return `# What can go wrong, and what happens then

Made by \`npm run faults\` from the titles of the tests and \`tools/faults/rows.mjs\`; not edited by hand. T: \`npm test\` runs it
(\`npm test -- --grep @fault\` these alone, \`--grep F22\` one row). long: \`npm run test:long\` runs it at greater length.

| row | what goes wrong | what happens | proven by | runs |
|---|---|---|---|---|
${lines.join('\n')}
`;
}

/** @param {{ runs: string, but?: string }} row */
function ranAs({ runs, but }) {
  const when = runs === 'test' ? 'T' : 'T, long';
  return but === undefined ? when : `${when}; not tried: ${but}`;
}
