import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { chainNext, chainStart } from '../../../db/chain.ts';
import { pushRequest } from '../../../main/sync/push.ts';
import { pushPath } from '../../../shared/sync/wire.ts';
import { newSigningKey, type SigningKey } from '../../../wire/keys.ts';
import { signatureHeaders } from '../../../wire/signed-request.ts';
import { quantile } from '../spread.ts';
import { answerParent } from './child.ts';
import { residentsFacts } from './facts.ts';
import { openPlain } from './plain-sqlite.ts';

const connections = 64;
/** The columns of a landed record. */
const landingColumns = ['dev', 'stream', 'seq', 'span', 'kind', 'body', 'h', 'recv_t', 't_off', 'quarantine'];
const boot = '5f0cbd35-3f43-4b57-a3ab-4c9b9f2a1f10';

interface Push {
  dev: string;
  key: SigningKey;
  stream: string;
  lines: Buffer[];
  hashes: Buffer[];
  body: Buffer;
}
let pushes: Push[] = [];

/** A city of terminals behind 64 connections, its pushes made beforehand so that making them costs the measured hub nothing. */
const calls = {
  /** One push for each device; gives their names and keys. */
  async prepare({ devices, records }: { devices: number; records: number }) {
    pushes = [];
    for (let number = 1; number <= devices; number += 1) pushes.push(await makePush(number, records));
    return pushes.map(({ dev, key }) => ({ dev, key: Uint8Array.from(key.publicBytes) }));
  },
  /**
   * Pushes at a hub for so many seconds, or until all have pushed. `perSecond`: so many at fixed times, whatever the hub does,
   * and waits counted from those times; 0: as fast as they are answered. Waits in ms.
   */
  async push({ address, seconds, perSecond = 0 }: { address: string; seconds: number; perSecond?: number }) {
    const url = new URL(pushPath, address).href;
    const asked = pushes.map(({ dev, key, body }) => ({
      url,
      body,
      headers: {
        'Content-Type': 'application/x-ndjson',
        'Content-Encoding': 'gzip',
        ...signatureHeaders({ method: 'POST', url, body }, { key, keyId: `${dev}/1`, at: Date.now() }),
      },
    }));
    return await fire(asked, { seconds, perSecond, wanted: 200 });
  },
  /** The same records as documents at a CouchDB's `_bulk_docs`. */
  async bulkDocs({ address, seconds }: { address: string; seconds: number }) {
    const asked = pushes.map(({ dev, lines }) => ({
      url: `${address}/_bulk_docs`,
      body: Buffer.from(
        `{"docs":[${lines.map((line, index) => `{"_id":"${dev}-${index}",${line.toString().slice(1)}`).join()}]}`,
      ),
      headers: { 'Content-Type': 'application/json' },
    }));
    return await fire(asked, { seconds, perSecond: 0, wanted: 201 });
  },
  /** The same rows by the bare driver into a file that has the hub's tables; `group`: pushes that share a commit. */
  async raw({ file, seconds, group }: { file: string; seconds: number; group: number }) {
    const database = await openPlain(file, '');
    const marks = `(${landingColumns.map(() => '?').join()})`;
    const rows = pushes[0]?.lines.length ?? 0;
    const into = `INSERT INTO landing (${landingColumns.join()})`;
    const insert = database.prepare(`${into} VALUES ${Array(rows).fill(marks).join()}`);
    const began = performance.now();
    let done = 0;
    while (done < pushes.length && performance.now() - began < seconds * 1000) {
      await database.exec('BEGIN');
      for (const push of pushes.slice(done, done + group)) {
        await insert.run(rowsOf(push).flat());
        done += 1;
      }
      await database.exec('COMMIT');
    }
    const took = (performance.now() - began) / 1000;
    await database.close();
    return { seconds: took, records: done * rows };
  },
  /** The same rows by one COPY into a PostgreSQL database that has the hub's tables. */
  async copy({ url, most }: { url: string; most: number }) {
    const chosen = pushes.slice(0, most);
    const hex = (bytes: Buffer): string => String.raw`\\x${bytes.toString('hex')}`;
    const cell = (value: Cell): string =>
      value === null ? String.raw`\N` : Buffer.isBuffer(value) ? hex(value) : `${value}`;
    const text = chosen.flatMap(rowsOf).map((row) => row.map(cell).join('\t'));
    const began = performance.now();
    const running = promisify(execFile)('psql', [
      '-q',
      '-d',
      url,
      '-c',
      `COPY landing (${landingColumns.join()}) FROM STDIN`,
    ]);
    running.child.stdin?.end(`${text.join('\n')}\n`);
    await running;
    return { seconds: (performance.now() - began) / 1000, records: text.length };
  },
};
export type IngestCalls = typeof calls;

async function makePush(number: number, records: number): Promise<Push> {
  const dev = `k${String(number).padStart(5, '0')}`;
  const stream = number
    .toString(32)
    .padStart(13, 'a')
    .replaceAll(/[^a-z2-7]/g, 'z');
  const began = 1_764_000_000_000 + number * 1000;
  const lines = [...residentsFacts(records, number)].map(([kind, body], index) => {
    const mono = 60_000 + index * 30_977;
    return Buffer.from(JSON.stringify({ rid: randomUUID(), kind, v: 1, t: began + mono, boot, mono, body }));
  });
  const previous = chainStart(dev, stream);
  const hashes: Buffer[] = [];
  for (const line of lines) hashes.push(chainNext(hashes.at(-1) ?? previous, line));
  const facts = { dev, stream, from: 1, count: records, previous, tip: hashes.at(-1) ?? previous, lines, acked: 0 };
  const { body } = await pushRequest(facts, { pending: records, version: '1.0.0', clock: { off: 3, unc: 2 } });
  return { dev, key: newSigningKey(), stream, lines, hashes, body };
}

type Cell = string | number | Buffer | null;

function rowsOf({ dev, stream, lines, hashes }: Push): Cell[][] {
  return lines.map((line, index) => [
    dev,
    stream,
    index + 1,
    1,
    /"kind":"([^"]*)"/.exec(line.toString())?.[1] ?? null,
    line,
    hashes[index] ?? null,
    1_764_000_000_000,
    3,
    null,
  ]);
}

/** Sends them over 64 connections. */
async function fire(
  asked: { url: string; body: Buffer; headers: Record<string, string> }[],
  { seconds, perSecond, wanted }: { seconds: number; perSecond: number; wanted: number },
) {
  const agent = new Agent({ connections, pipelining: 1 });
  const waits: number[] = [];
  const next = asked.entries();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const [index, { url, body, headers }] of next) {
        const due = perSecond === 0 ? performance.now() : began + (index / perSecond) * 1000;
        if (due - began > seconds * 1000) break;
        if (due > performance.now()) await new Promise((soon) => setTimeout(soon, due - performance.now()));
        const reply = await request(url, { dispatcher: agent, method: 'POST', headers, body });
        const text = await reply.body.text();
        if (reply.statusCode !== wanted) throw new Error(`${reply.statusCode} ${text.slice(0, 200)}`);
        waits.push(performance.now() - due);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  await agent.close();
  return { seconds: took, pushes: waits.length, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) };
}

answerParent(calls);
