import { expect, test } from 'vitest';
import { openRig, type Rig } from '../testing/rig.ts';

/** Places where one thing ends and another begins: before and after each line of the head, and about in the body. */
function boundaries(message: Buffer): number[] {
  const head = message.indexOf('\r\n\r\n') + 4;
  const places = new Set([
    0,
    1,
    head + 1,
    head + 10,
    Math.floor((head + message.length) / 2),
    message.length - 1,
    message.length,
  ]);
  for (let end = message.indexOf('\r\n'); end !== -1 && end < head; end = message.indexOf('\r\n', end + 1)) {
    for (const place of [end, end + 2]) places.add(place);
  }
  return [...places].toSorted((one, other) => one - other);
}

/** One push that goes well, as bytes. */
async function onePush(rig: Rig): Promise<{ up: Buffer; down: Buffer }> {
  let up = Buffer.alloc(0);
  rig.proxy.treat({
    answer(request) {
      up = Buffer.from(request);
      return null;
    },
  });
  await rig.record(2);
  await rig.start();
  await rig.drained();
  return { up, down: rig.proxy.answers.at(-1) ?? Buffer.alloc(0) };
}

test.each(['reset', 'close'] as const)(
  'a connection that ends by %s at any boundary of request and answer leads to exactly one of each fact F20 @fault',
  async (by) => {
    const rig = await openRig();
    const { up, down } = await onePush(rig);
    let cuts = 0;
    for (const [way, message] of [
      ['up', up],
      ['down', down],
    ] as const) {
      for (const after of boundaries(message)) {
        rig.proxy.treat((connection) => (connection === 0 ? { [way]: { after, by } } : {}));
        await rig.record(2);
        await rig.drained();
        cuts += 1;
      }
    }
    expect(cuts).toBeGreaterThan(50);
    expect(rig.proxy.passed.connections).toBeGreaterThan(cuts * 1.5);
    expect(await rig.oracle.faults()).toEqual([]);
    expect(rig.oracle.recorded()).toBe((cuts + 1) * 2);
  },
  60_000,
);

test('a connection that is refused now and then costs attempts and nothing else F20 @fault', async () => {
  const rig = await openRig();
  await rig.start();
  for (let round = 0; round < 6; round += 1) {
    await rig.proxy.refuse();
    await rig.record(5);
    await rig.failed(1);
    await rig.proxy.listen();
    await rig.drained();
  }
  expect(await rig.oracle.faults()).toEqual([]);
});

test('one bit that is turned on the way, anywhere in the body or the answer, changes no fact F20 F24 @fault', async () => {
  const rig = await openRig();
  const { up, down } = await onePush(rig);
  const head = up.indexOf('\r\n\r\n') + 4;
  const inBody = Array.from({ length: 12 }, (_, index) => head + Math.floor(((up.length - head) * index) / 12));
  const inAnswer = Array.from({ length: 24 }, (_, index) => Math.floor((down.length * index) / 24));
  for (const [way, places] of [
    ['up', inBody],
    ['down', inAnswer],
  ] as const) {
    for (const place of places) {
      rig.proxy.treat((connection) => (connection === 0 ? { corrupt: { [way]: place } } : {}));
      await rig.record(2);
      await rig.start({ waits: { headers: 300, body: 300 } });
      await rig.drained();
    }
  }
  expect(await rig.oracle.faults()).toEqual([]);
});
