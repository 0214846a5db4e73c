import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { answerParent } from '../sync/child.ts';
import { residentsFacts } from '../sync/facts.ts';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');

let server;
let local;

/** PouchDB 9 on LevelDB, whose writes are not synced, and express-pouchdb in front of another. */
const calls = {
  async serve({ folder }) {
    mkdirSync(folder, { recursive: true });
    const express = require('express');
    const app = express();
    const expressPouch = require('express-pouchdb');
    const AtHub = PouchDB.defaults({ prefix: `${folder}/` });
    app.use(
      '/',
      expressPouch(AtHub, {
        mode: 'minimumForPouchDB',
        configPath: join(folder, 'config.json'),
        logPath: join(folder, 'log.txt'),
      }),
    );
    await new Promise((done) => {
      server = app.listen(0, '127.0.0.1', done);
    });
    await new AtHub('facts').info();
    return `http://127.0.0.1:${server.address().port}/facts`;
  },
  /** The same facts as documents, under the same ids. */
  async fill({ folder, count, seed }) {
    mkdirSync(folder, { recursive: true });
    local ??= new PouchDB(join(folder, 'local'));
    await local.bulkDocs(documents(count, seed));
  },
  /** Replicates until the other side has everything; the seconds it took. */
  async drain({ address, records }) {
    const began = performance.now();
    const result = await local.replicate.to(address, { batch_size: records });
    if (!result.ok || result.doc_write_failures > 0) throw new Error(JSON.stringify(result));
    return (performance.now() - began) / 1000;
  },
  /** The same over a line that breaks: begun again until it goes through. */
  async persist({ address, records }) {
    const began = performance.now();
    for (;;) {
      try {
        const { ok } = await local.replicate.to(address, { batch_size: records });
        if (ok) return (performance.now() - began) / 1000;
      } catch {
        await new Promise((soon) => setTimeout(soon, 1000));
      }
    }
  },
  async count({ address }) {
    const { doc_count } = await (await fetch(address)).json();
    return doc_count;
  },
  /** How long until it is open and has taken one more, s. */
  async reopen({ folder }) {
    const began = performance.now();
    local = new PouchDB(join(folder, 'local'));
    await local.post({ kind: 'one more' });
    return (performance.now() - began) / 1000;
  },
};

let made = 0;
function documents(count, seed) {
  return [...residentsFacts(count, seed)].map(([kind, body], index) => {
    made += 1;
    const rid = `0199f0c2-${String(seed).padStart(4, '0')}-7000-8000-${String(made).padStart(12, '0')}`;
    return {
      _id: rid,
      kind,
      v: 1,
      t: 1_764_000_000_000 + index * 977,
      boot: '5f0cbd35-3f43-4b57-a3ab-4c9b9f2a1f10',
      mono: 60_000 + index * 977,
      body,
    };
  });
}

answerParent(calls, async () => {
  server?.closeAllConnections();
  await local?.close();
});
