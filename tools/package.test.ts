import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('row 16: one exact Electron is shipped, the same for everybody who builds it', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(packages['node_modules/electron']?.version).toBe(devDependencies.electron);
});

test('row 19: a shipped kiosk runs its own program and nothing else', () => {
  const [, block = ''] = /^electronFuses:\n((?: {2}.+\n?)+)/m.exec(read('electron-builder.yml')) ?? [];
  const lines = [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)];
  const fuses = Object.fromEntries(lines.map(([, name, on]) => [name, on === 'true']));
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});
