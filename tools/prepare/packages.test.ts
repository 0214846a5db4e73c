import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  os?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
const { packages } = JSON.parse(file) as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

describe('package-lock.json', () => {
  // A registry that lacks some of them makes npm leave them out, and npm ci then refuses the lock everywhere.
  test('holds the optional packages of every platform', () => {
    const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });

  test('names no registry, so that every network installs from its own', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test('pins the content of everything but other platforms', () => {
    const open = locked.filter(([, { integrity, os }]) => integrity === undefined && os === undefined);
    expect(open).toEqual([]);
  });
});
