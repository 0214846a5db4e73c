import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { type Ask, oneLookup } from './one-lookup.ts';

const both = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

/** A resolver that answers when it is told to. */
function slow() {
  const questions: { hostname: string; answer: Parameters<Ask>[2] }[] = [];
  const lookup = oneLookup((hostname, _options, answer) => questions.push({ hostname, answer }));
  return { questions, lookup };
}

function asked(lookup: LookupFunction, hostname: string, options: Parameters<LookupFunction>[1]) {
  return new Promise<unknown[]>((done) => lookup(hostname, options, (...said) => done(said)));
}

test('whoever asks for a host while a question is under way shares its answer, in the form each wants', async () => {
  const { questions, lookup } = slow();
  const answers = [
    asked(lookup, 'hub.hall', { all: true }),
    asked(lookup, 'hub.hall', {}),
    asked(lookup, 'hub.hall', { family: 4 }),
    asked(lookup, 'hub.hall', { family: 'IPv4', all: true }),
  ];
  const other = asked(lookup, 'hub.city', {});
  expect(questions.map(({ hostname }) => hostname)).toEqual(['hub.hall', 'hub.city']);
  questions[0]?.answer(null, both);
  questions[1]?.answer(null, [{ address: '10.0.0.2', family: 4 }]);
  expect(await Promise.all(answers)).toEqual([
    [null, both],
    [null, '::1', 6],
    [null, '127.0.0.1', 4],
    [null, [{ address: '127.0.0.1', family: 4 }]],
  ]);
  expect(await other).toEqual([null, '10.0.0.2', 4]);
});

test('a failure is everybody’s, and the next question is asked anew', async () => {
  const { questions, lookup } = slow();
  const error = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
  const answers = [asked(lookup, 'hub.hall', {}), asked(lookup, 'hub.hall', { all: true })];
  questions[0]?.answer(error, []);
  expect(await Promise.all(answers)).toEqual([
    [error, ''],
    [error, []],
  ]);
  const again = asked(lookup, 'hub.hall', { family: 6 });
  expect(questions).toHaveLength(2);
  questions[1]?.answer(null, [{ address: '127.0.0.1', family: 4 }]);
  expect(await again).toMatchObject([{ code: 'ENOTFOUND' }, '']);
});

test('a socket connects by name through it', async () => {
  const server = createServer((socket) => socket.end()).listen(0, 'localhost');
  await once(server, 'listening');
  const socket = connect({ host: 'localhost', port: (server.address() as AddressInfo).port, lookup: oneLookup() });
  await once(socket, 'connect');
  expect(socket.remotePort).toBe((server.address() as AddressInfo).port);
  socket.destroy();
  server.close();
});
