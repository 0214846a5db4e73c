import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * What not every engine that speaks like PostgreSQL has, or has otherwise: a hub must be able to move to Citus, YugabyteDB or
 * CockroachDB with this schema. Those engines themselves are not tried here.
 */
const unportable = {
  'skip locked': /skip\s*locked/i,
  'advisory locks': /pg_(try_)?advisory/i,
  'listen and notify': /\b(listen|notify)\s+["'a-z]/,
  'deferrable constraints': /deferrable/i,
  triggers: /create\s+trigger/i,
  partitions: /partition\s+(by|of)/i,
  'covering indexes': /\binclude\s*\(/i,
  'numbers of its own': /[.](increments|bigIncrements)\(|\bserial\b|autoincrement/i,
  'types of its own': /[.](jsonb?|enum|enu|specificType|uuid)\(|->>|::\w/,
};

const files = [
  ...readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(import.meta.dirname, name),
  ),
  join(import.meta.dirname, '../open-postgres.ts'),
].filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

test.each(Object.entries(unportable))('a hub uses no %s', (_name, pattern) => {
  expect(files.length).toBeGreaterThan(4);
  const found = files.filter((file) =>
    pattern.test(readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
  );
  expect(found).toEqual([]);
});

test('the patterns find what they are for', () => {
  const bad = [
    'FOR UPDATE SKIP LOCKED',
    'select pg_advisory_lock(1)',
    'LISTEN x; notify "x"',
    'table.increments("id")',
    "body->>'kind'",
  ];
  const caught = bad.map((sql) => Object.values(unportable).some((pattern) => pattern.test(sql)));
  expect(caught).toEqual(bad.map(() => true));
});
