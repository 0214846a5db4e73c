/** Which way imports may point: shared <- db, wire <- main, hub; shared <- renderer. */

const code = '^(main|renderer|shared|db|wire|hub|e2e|tools)/';
const tests = '[.]test[.]tsx?$';
/** What tests are set up with: as a test, it may see both ends of the line. */
const setUp = '^main/sync/testing/';

/** From this folder nothing of the project but these may be imported. */
const only = (folder, allowed) => ({
  name: `${folder}-imports-only-${allowed.join('-')}`,
  comment: `${folder}/ may import ${allowed.join(', ')} and nothing else of the project.`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: [tests, setUp] },
  to: { path: code, pathNot: `^(${allowed.join('|')})/` },
});

export default {
  forbidden: [
    only('shared', ['shared']),
    only('db', ['db', 'shared']),
    only('wire', ['wire', 'shared']),
    only('hub', ['hub', 'db', 'wire', 'shared']),
    only('main', ['main', 'db', 'wire', 'shared']),
    only('renderer', ['renderer', 'shared']),
    {
      name: 'shared-touches-no-platform',
      comment: 'shared/ speaks to every side: of packages it knows zod and xstate only.',
      severity: 'error',
      from: { path: '^shared/', pathNot: tests },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '(^shared/|node_modules/(zod|xstate)/)' },
    },
    {
      name: 'no-node-in-renderer',
      comment: 'Pages run in a sandbox: what they need of the machine comes over the bridge.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-at-the-rim',
      comment: 'Everything else in main runs in plain Node tests.',
      severity: 'error',
      from: {
        path: code,
        pathNot: '^(main/(windows|guest|ipc|boot|devices|preload)/|main/index[.]ts$|e2e/)',
      },
      to: { path: '(^electron$|node_modules/electron/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'preload-sees-only-the-contract',
      comment: 'The preload is one small file in a sandbox: at run time it knows shared/ipc and nothing else.',
      severity: 'error',
      from: { path: '^main/preload/', pathNot: tests },
      to: { path: code, pathNot: '^(main/preload|shared/ipc)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'database-only-in-db',
      comment: 'All SQL lives in db/; the benchmark measures against the bare driver.',
      severity: 'error',
      from: { path: code, pathNot: '^(db|e2e/bench)/' },
      to: { path: '(node_modules/(knex|sqlite3)/|^(knex|sqlite3)$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no beginning to read it from.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: { path: code },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tests-in-programs',
      severity: 'error',
      comment: 'A program does not import a test.',
      from: { pathNot: tests },
      to: { path: tests },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^out/|^dist/|^e2e/bench/rivals/|[.]css$|\\?url$|\\?raw$)' },
    // TypeScript 7 has no API to parse with; swc, which comes with i18next-cli, tells type imports apart as well.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
