import { createPrivateKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptLog, temporaryFolder } from '../../db/testing/temporary.ts';
import { joinContent } from '../../shared/catalogue/content.ts';
import { readContentFiles } from '../../tools/content/read-content.ts';
import { loadContent } from './load-content.ts';
import { isNewer, newKeys, openPack, packContent, readPublicKey } from './pack.ts';

const built = readContentFiles();
const here = joinContent(built).catalogue.version;
const keys = newKeys();
const others = newKeys();
const fee = 'catalogue/services/dang-ky-tam-tru.json';

/** A pack of the bundled content with another version and, where asked, one change. */
function pack(version: string, change: (files: typeof built) => void = () => undefined, privateKey = keys.privateKey) {
  const files = { ...built };
  const index = JSON.parse(built['catalogue/index.json'] ?? '') as object;
  files['catalogue/index.json'] = JSON.stringify({ ...index, version });
  change(files);
  return packContent(files, version, createPrivateKey(privateKey));
}

const cheaper = (files: typeof built): void => {
  files[fee] = files[fee]?.replace('"online": 7000', '"online": 6000') ?? '';
};

function kiosk() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'content'), { recursive: true });
  return {
    folder,
    drop: (name: string, text: string) => writeFileSync(join(folder, 'content', name), text),
    start: (publicKey: string | null = keys.publicKey) => {
      const { content, records } = loadContent({ built, folder, publicKey, log: keptLog() });
      const [service] = content.catalogue.services;
      return {
        version: content.catalogue.version,
        records,
        online: service?.facts.find((fact) => fact.fee !== undefined)?.fee?.online,
      };
    },
  };
}

describe('a content pack', () => {
  test('that is newer and signed is shown from the next start on', () => {
    const { drop, start } = kiosk();
    expect(start()).toEqual({ version: here, records: [], online: 7000 });
    drop('fees.pack', pack('2099-01-01.1', cheaper));
    expect(start()).toEqual({
      version: '2099-01-01.1',
      records: [{ event: 'content-accepted', version: '2099-01-01.1' }],
      online: 6000,
    });
    // Taken once; from then on it is what is here.
    expect(start()).toEqual({ version: '2099-01-01.1', records: [], online: 6000 });
  });

  test('with one byte flipped is refused, and the last good one is shown', () => {
    const { drop, start } = kiosk();
    drop('fees.pack', pack('2099-01-01.1', cheaper));
    start();
    const newer = pack('2099-01-02.1', (files) => {
      files[fee] = files[fee]?.replace('"online": 7000', '"online": 5000') ?? '';
    });
    drop('newer.pack', newer.replace('\\"online\\": 5000', '\\"online\\": 5001'));
    expect(start()).toEqual({
      version: '2099-01-01.1',
      records: [{ event: 'content-refused', why: 'changed' }],
      online: 6000,
    });
    // Also when it was the very file that was good before.
    drop('newer.pack', newer.slice(0, -40));
    drop('fees.pack', pack('2099-01-01.1', cheaper).replace('6000', '6001'));
    expect(start()).toMatchObject({ version: '2099-01-01.1', online: 6000 });
  });

  test.each([
    ['of another key', () => pack('2099-01-01.1', cheaper, others.privateKey), 'signature'],
    ['of a lower version', () => pack('2020-01-01.1', cheaper), 'older'],
    ['of the same version', () => pack(here, cheaper), 'older'],
    [
      'whose guide has a dead end',
      () =>
        pack('2099-01-01.1', (files) => {
          files[fee] = files[fee]?.replace(/"next": \{\s*"step": "find-service"\s*\},/, '') ?? '';
        }),
      'faults',
    ],
    ['without a file', () => pack('2099-01-01.1', (files) => delete files['locales/en/ui.json']), 'faults'],
    ['that is half a file', () => pack('2099-01-01.1').slice(0, 5000), 'unreadable'],
    ['that is nothing at all', () => '', 'unreadable'],
  ])('%s is refused with its reason, and the bundled content is shown', (_name, text, why) => {
    const { drop, start } = kiosk();
    drop('it.pack', text());
    expect(start()).toEqual({ version: here, records: [{ event: 'content-refused', why }], online: 7000 });
  });

  test('is refused where no key is named, and a key that is none is not taken', () => {
    const { drop, start } = kiosk();
    drop('it.pack', pack('2099-01-01.1', cheaper));
    expect(start(null)).toMatchObject({ version: here, records: [{ event: 'content-refused', why: 'key' }] });
    expect(readPublicKey('bm90IGEga2V5')).toBeNull();
  });

  test('that cannot be read, or that this program would not take today, costs nobody the kiosk', () => {
    const { drop, start, folder } = kiosk();
    mkdirSync(join(folder, 'content', 'a-folder.pack'));
    expect(start()).toEqual({
      version: here,
      records: [{ event: 'content-refused', why: 'unreadable' }],
      online: 7000,
    });
    // As an older program may have left it: rightly signed, and without a file that is needed now.
    drop(
      'last-good',
      pack('2099-01-01.1', (files) => delete files['catalogue/contacts.json']),
    );
    expect(start()).toMatchObject({ version: here, online: 7000 });
  });

  test('may bring a language: the folder is all it takes', () => {
    const { drop, start } = kiosk();
    drop(
      'it.pack',
      pack('2099-01-01.1', (files) => {
        for (const [path, text] of Object.entries(built)) {
          if (path.startsWith('locales/en/')) files[path.replace('/en/', '/fr/')] = text;
        }
      }),
    );
    expect(start().version).toBe('2099-01-01.1');
  });
});

test('a pack with a file that the manifest does not name is not opened', () => {
  const key = readPublicKey(keys.publicKey);
  if (key === null) throw new Error('no key');
  const whole = JSON.parse(pack('2099-01-01.1')) as { files: Record<string, string> };
  whole.files['locales/vi/extra.json'] = '{}';
  expect(openPack(JSON.stringify(whole), key)).toMatchObject({ ok: false, error: { why: 'changed' } });
});

test('versions are compared by day, then by count as a number', () => {
  expect(isNewer('2026-11-24.10', '2026-11-24.9')).toBe(true);
  expect(isNewer('2026-11-24.9', '2026-11-24.10')).toBe(false);
  expect(isNewer('2026-12-01.1', '2026-11-30.99')).toBe(true);
  expect(isNewer('2026-11-24.1', '2026-11-24.1')).toBe(false);
});
