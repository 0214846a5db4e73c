import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { answerParent } from './child.ts';
import { residentsFacts } from './facts.ts';
import { openPlain, type Plain } from './plain-sqlite.ts';

let server: Server | null = null;
let database: Plain | null = null;
let agent: Agent | null = null;

const outbox = `CREATE TABLE outbox (id INTEGER PRIMARY KEY, body TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX outbox_sent ON outbox (sent, id)`;

/** What people build first: an outbox with a flag, one POST for each record, one commit at each end; no check of anything. */
const calls = {
  async serve({ folder }: { folder: string }) {
    const kept = await openPlain(
      join(folder, 'naive-hub.sqlite'),
      'CREATE TABLE fact (id INTEGER PRIMARY KEY, body TEXT)',
    );
    database = kept;
    const insert = kept.prepare('INSERT INTO fact (body) VALUES (?)');
    const listening = createServer((asked, reply) => {
      const parts: Buffer[] = [];
      asked.on('data', (part: Buffer) => parts.push(part));
      asked.on('end', () => {
        insert.run([Buffer.concat(parts).toString('utf8')]).then(
          () => reply.end('{"ok":true}'),
          () => reply.writeHead(500).end(),
        );
      });
    });
    server = listening;
    await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
    const at = listening.address();
    return `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
  },
  /** Sends them one by one over one connection; the seconds it took. */
  async drain({ folder, address, count, seed }: { folder: string; address: string; count: number; seed: number }) {
    database ??= await openPlain(join(folder, 'naive-terminal.sqlite'), outbox);
    const kept = database;
    const insert = kept.prepare('INSERT INTO outbox (body) VALUES (?)');
    await kept.exec('BEGIN');
    for (const [kind, body] of residentsFacts(count, seed)) await insert.run([JSON.stringify({ kind, v: 1, body })]);
    await kept.exec('COMMIT');
    const next = kept.prepare('SELECT id, body FROM outbox WHERE sent = 0 ORDER BY id LIMIT 1');
    const mark = kept.prepare('UPDATE outbox SET sent = 1 WHERE id = ?');
    agent ??= new Agent({ connections: 1, pipelining: 1 });
    const began = performance.now();
    for (;;) {
      const [row] = (await next.all([])) as { id: number; body: string }[];
      if (row === undefined) break;
      const { statusCode, body } = await request(address, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: row.body,
      });
      await body.dump();
      if (statusCode !== 200) throw new Error(String(statusCode));
      await mark.run([row.id]);
    }
    return (performance.now() - began) / 1000;
  },
};
export type NaiveCalls = typeof calls;

answerParent(calls, async () => {
  server?.closeAllConnections();
  await agent?.close();
  await database?.close();
});
