import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chainStart } from '../../db/chain.ts';
import { startRetention } from '../../db/terminal/retention.ts';
import type { TerminalStore } from '../../db/terminal/store.ts';
import { engines, freshPlace } from '../../db/testing/hub-places.ts';
import { keptLog, openStore, temporaryFolder } from '../../db/testing/temporary.ts';
import {
  eventsAt,
  everythingAt,
  type Standing,
  startCity,
  startHall,
  startTerminal,
  until,
} from '../../main/sync/testing/hall-and-city.ts';

/** Waits until the city has as many facts, and looks at them: each once, with every hash as it must be. */
async function cityHas(city: Standing, count: number): Promise<string[]> {
  await until(async () => (await city.hub.facts()).length >= count, 25_000);
  const facts = await everythingAt(city);
  const rids = facts.map((fact) => /"rid":"([^"]+)"/.exec(fact)?.[1]);
  expect(new Set(rids).size).toBe(count);
  expect(facts).toHaveLength(count);
  expect((await city.hub.store.verify()).faults).toEqual([]);
  return facts;
}

/** A disk without room: everything goes that may go. */
async function letGo({ store, folder }: { store: TerminalStore; folder: string }): Promise<void> {
  const { journal } = store;
  const retention = startRetention({
    journal,
    folder,
    now: Date.now,
    log: keptLog(),
    condition: () => 'fine',
    capBytes: 1,
  });
  await retention.pass();
  await retention.stop();
}

describe.each(engines)('a hall on %s', (engine) => {
  test('passes on what it has as its devices signed it, and tells terminals what the city has', async () => {
    const city = await startCity(await freshPlace(engine));
    const hall = await startHall(city, { place: await freshPlace(engine) });
    const terminals = [await startTerminal(hall), await startTerminal(hall)];
    for (const { record } of terminals) await record(30);
    await Promise.all(terminals.map(({ drained }) => drained()));
    expect(await cityHas(city, 60)).toEqual(await everythingAt(hall));
    expect(await eventsAt(city, 'vouched')).toEqual([]);
    await until(() => hall.hub.relay?.ways().length === 0);
    // The next answer says it: only then may a terminal let go.
    for (const { record, drained } of terminals) {
      await record(1);
      await drained();
    }
    for (const { dev } of terminals) {
      const [stream] = (await hall.hub.store.landing.streams()).filter((each) => each.dev === dev());
      const upto = await hall.hub.store.uplink.cityUpto({ dev: dev(), stream: stream?.stream ?? '' });
      expect(upto).toBeGreaterThanOrEqual(30);
    }
    await cityHas(city, 62);
  });

  test('keeps a push beside the rows it brought or not at all, and lets go of it when the city has had it long enough', async () => {
    const city = await startCity();
    const hall = await startHall(city, { place: await freshPlace(engine) });
    await city.stop();
    const { record, drained, dev } = await startTerminal(hall);
    await record(5);
    await drained();
    const { uplink } = hall.hub.store;
    const [place] = await uplink.waiting();
    expect(place?.dev).toBe(dev());
    if (place === undefined) return;
    expect(await uplink.next(place, null)).toMatchObject({ kind: 'envelope', from: 1 });
    await uplink.cityHas(place, 5, 1000);
    expect(await uplink.next(place, null)).toBeNull();
    // A city that has less again is given the same push, as long as it is kept.
    await uplink.prune(1000);
    await uplink.cityHas(place, 0, 2000);
    expect(await uplink.next(place, null)).toMatchObject({ kind: 'envelope', from: 1 });
    await uplink.prune(10_000);
    expect(await uplink.next(place, null)).toMatchObject({ kind: 'envelope' });
    await uplink.cityHas(place, 5, 3000);
    await uplink.prune(3001);
    await uplink.cityHas(place, 2, 4000);
    const rebuilt = await uplink.next(place, null);
    expect(rebuilt).toMatchObject({ kind: 'rebuilt', from: 3, upto: 5 });
    expect(await uplink.next(place, 1)).toMatchObject({ kind: 'rebuilt', from: 3, upto: 3 });
    await city.start();
    await cityHas(city, 5);
  });

  test('and its city get the same facts by two paths at once: one wins, the other gets what is there F38 @fault', async () => {
    const city = await startCity(await freshPlace(engine));
    const hall = await startHall(city, { place: await freshPlace(engine) });
    await city.stop();
    const first = await startTerminal(hall);
    await first.record(400);
    await first.drained();
    await first.stop();
    await city.start();
    // The same terminal, with all of it unsent as far as it knows of the city.
    // Where an engine takes many writers, through another hub on the same database.
    const beside = engine === 'SQLite' ? city : await startCity(city.place);
    const straight = await startTerminal(beside, first);
    const { store } = straight;
    const [tip] = await hall.hub.store.landing.streams();
    await store.journal.acknowledge({
      stream: tip?.stream ?? '',
      upto: 0,
      tip: chainStart(first.dev(), tip?.stream ?? ''),
    });
    await Promise.all([straight.record(100), straight.drained(), cityHas(city, 500)]);
    expect(straight.dev()).toBe(first.dev());
    await until(() => hall.hub.relay?.ways().length === 0);
    const atHall = await everythingAt(hall);
    expect((await everythingAt(city)).slice(0, atHall.length)).toEqual(atHall);
    expect(await eventsAt(city, 'fork')).toEqual([]);
  });
});

describe('a hall', () => {
  test('serves on while its city is away; its disk destroyed, a new one and the terminals give the city everything once F39 @fault', async () => {
    const city = await startCity();
    const hall = await startHall(city);
    const before = [await startTerminal(hall), await startTerminal(hall), await startTerminal(hall)];
    for (const { record } of before) await record(10);
    await cityHas(city, 30);
    await city.stop();
    for (let day = 0; day < 5; day += 1) {
      for (const { record } of before) await record(12);
      await Promise.all(before.map(({ drained }) => drained()));
    }
    expect(await everythingAt(hall)).toHaveLength(210);
    // Whatever waits has a push under way or a timer armed.
    for (let look = 0; look < 40; look += 1) {
      const ways = hall.hub.relay?.ways() ?? [];
      expect(ways).toHaveLength(3);
      expect(ways.filter(({ busy, armed }) => !busy && !armed)).toEqual([]);
      await new Promise((soon) => setTimeout(soon, 5));
    }
    await city.start();
    expect(await cityHas(city, 210)).toEqual(await everythingAt(hall));
    expect(await eventsAt(city, 'vouched')).toEqual([]);

    await city.stop();
    for (const { record } of before) await record(7);
    await Promise.all(before.map(({ drained }) => drained()));
    await hall.stop();
    rmSync(hall.folder, { recursive: true });
    for (const { stop } of before) await stop();
    // One of them has no room: it lets go of what the city has, and of nothing else.
    const [short] = before;
    if (short !== undefined) await letGo(short);
    await city.start();
    const another = await startHall(city);
    const after = await Promise.all(before.map((terminal) => startTerminal(another, terminal)));
    for (const { record } of after) await record(1);
    await Promise.all(after.map(({ drained }) => drained()));
    const facts = await cityHas(city, 234);
    for (const { dev } of after) expect(facts.filter((fact) => fact.startsWith(dev()))).toHaveLength(78);
    expect(another.alarms).toEqual([]);
    expect((await another.hub.facts()).filter(({ kind }) => kind === 'tombstone')).toHaveLength(1);
  });

  test('fills its city again that was restored from a copy, with devices that the copy does not know F34 @fault', async () => {
    const city = await startCity();
    const hall = await startHall(city);
    const one = await startTerminal(hall);
    await one.record(20);
    await cityHas(city, 20);
    const copy = join(temporaryFolder(), 'night.sqlite');
    await city.hub.store.backup?.(copy);
    const other = await startTerminal(hall);
    await one.record(20);
    await other.record(20);
    const all = await cityHas(city, 60);
    await city.stop();
    const restored = join(temporaryFolder(), 'restored.sqlite');
    cpSync(copy, restored);
    await city.start({ file: restored });
    expect(await city.hub.facts()).toHaveLength(20);
    await one.record(1);
    await other.record(1);
    expect(await cityHas(city, 62)).toEqual(expect.arrayContaining(all));
    expect(await eventsAt(city, 'vouched')).toEqual([]);
  });

  test('that joins late passes on what it had before on its own word, and the city says so', async () => {
    const city = await startCity();
    const hall = await startHall(city, { joined: false });
    const { record, drained, dev } = await startTerminal(hall);
    await record(700);
    await drained();
    expect(await hall.join()).toBeNull();
    await hall.start();
    await record(10);
    await drained();
    expect(await cityHas(city, 710)).toEqual(await everythingAt(hall));
    const vouched = await eventsAt(city, 'vouched');
    expect(vouched.length).toBeGreaterThan(0);
    expect(vouched.every((event) => event.startsWith(dev()))).toBe(true);
    const spans = vouched.map((event) => / (\d+) to (\d+) by r/.exec(event)?.slice(1).map(Number) ?? []);
    expect(Math.max(...spans.map(([, upto = 0]) => upto))).toBe(700);
  });

  test('that its city has revoked keeps everything, says so once, and goes on when it is let in again', async () => {
    const city = await startCity();
    const hall = await startHall(city);
    const { record, drained } = await startTerminal(hall);
    await record(3);
    await cityHas(city, 3);
    const relay = (await city.hub.store.devices.list()).find(({ kind }) => kind === 'relay')?.dev ?? '';
    await city.hub.store.devices.revoke(relay, 'test');
    await record(3);
    await drained();
    await until(() => hall.alarms.length > 0);
    await record(3);
    await drained();
    expect(await everythingAt(hall)).toHaveLength(9);
    expect(hall.alarms).toHaveLength(1);
    expect(hall.hub.relay?.ways()).toMatchObject([{ armed: true, lastError: 'status 403' }]);
    expect(await everythingAt(city)).toHaveLength(3);
    expect(await hall.join()).toBeNull();
    await hall.start();
    await cityHas(city, 9);
  });

  test('tells its city of new keys and of devices that it refuses; what it had taken before still counts', async () => {
    const city = await startCity();
    const hall = await startHall(city);
    const one = await startTerminal(hall);
    await one.record(1);
    await one.drained();
    await hall.hub.store.devices.askToRotate(one.dev(), 'test');
    await one.record(1);
    await one.drained();
    await one.record(1);
    await one.drained();
    await cityHas(city, 3);
    expect(await city.hub.store.devices.find(one.dev())).toMatchObject({ keyNo: 2, status: 'active' });
    await city.stop();
    await one.record(2);
    await one.drained();
    await hall.hub.store.devices.revoke(one.dev(), 'test');
    await city.start();
    await cityHas(city, 5);
    await until(async () => (await city.hub.store.devices.find(one.dev()))?.status === 'revoked');
    expect(await eventsAt(city, 'vouched')).toEqual([]);
  });

  test('stops a stream of which its city has other bytes, says so once, and goes on with the others', async () => {
    const city = await startCity();
    const hall = await startHall(city);
    const [one, other] = [await startTerminal(hall), await startTerminal(hall)];
    await one.record(2);
    await other.record(2);
    await cityHas(city, 4);
    await city.stop();
    await one.close();
    // A copied disk: one writes on at the hall, the other has already been at the city.
    const copy = temporaryFolder();
    cpSync(one.folder, copy, { recursive: true });
    const original = await startTerminal(hall, { folder: one.folder });
    await original.record(3);
    await original.drained();
    await hall.stop();
    await city.start();
    const clone = await startTerminal(city, { folder: copy });
    await clone.record(3);
    await clone.drained();
    await hall.start();
    await until(() => hall.alarms.length > 0);
    await other.record(5);
    await until(async () => (await city.hub.facts()).filter(({ dev }) => dev === other.dev()).length === 7);
    expect(hall.alarms).toHaveLength(1);
    expect(await eventsAt(hall, 'city-fork')).toHaveLength(1);
    await until(() => hall.hub.relay?.ways().length === 1);
    expect(hall.hub.relay?.ways()).toMatchObject([{ dev: original.dev(), stopped: true, armed: false }]);
    expect(await everythingAt(hall)).toHaveLength(5 + 7);
  });

  test('keeps the facts of a device whose name is another’s at the city', async () => {
    const city = await startCity();
    const [hall, far] = [await startHall(city), await startHall(city)];
    const there = await startTerminal(far);
    await there.record(2);
    await cityHas(city, 2);
    const [folder, store] = [temporaryFolder(), await openStore()];
    await store.journal.rename(there.dev());
    const here = await startTerminal(hall, { folder, store });
    expect(here.dev()).toBe(there.dev());
    await here.record(2);
    await here.drained();
    await until(() => hall.alarms.length > 0);
    expect(hall.alarms[0]).toContain('name');
    expect(await city.hub.store.devices.keysOf(there.dev())).toHaveLength(1);
    expect(hall.hub.relay?.ways()).toMatchObject([{ armed: true, lastError: 'name' }]);
    await there.record(1);
    expect(await cityHas(city, 3)).toEqual(await everythingAt(far));
    expect(await everythingAt(hall)).toHaveLength(2);
    await store.close();
  });

  test('may be two hubs away from its city, which still sees the devices’ own signatures', async () => {
    const city = await startCity();
    const district = await startHall(city);
    const hall = await startHall(district);
    const { record, drained } = await startTerminal(hall);
    await record(25);
    await drained();
    expect(await cityHas(city, 25)).toEqual(await everythingAt(hall));
    expect(await eventsAt(city, 'vouched')).toEqual([]);
  });

  test('sends a push in parts that never gets through in one piece', async () => {
    const city = await startCity();
    const timeout = Object.assign(new Error('too slow'), { name: 'TimeoutError' });
    const hall = await startHall(city, {
      through: (send) => async (outgoing) => {
        if (outgoing.url.endsWith('/push') && outgoing.body.length > 2500) throw timeout;
        return await send(outgoing);
      },
    });
    const { record, drained } = await startTerminal(hall);
    await record(100);
    await drained();
    expect(await cityHas(city, 100)).toEqual(await everythingAt(hall));
  });

  test('takes a page that says 200 for no city, and a city of another key neither', async () => {
    const city = await startCity();
    let impostor = true;
    const hall = await startHall(city, {
      through: (send) => async (outgoing) => {
        const answer = await send(outgoing);
        if (!impostor) return answer;
        const body = answer.body.toString().replace(/"rcpt":"..../, '"rcpt":"AAAA');
        return { ...answer, body: Buffer.from(body) };
      },
    });
    const { record, drained } = await startTerminal(hall);
    await record(4);
    await drained();
    await until(() => hall.hub.relay?.ways()[0]?.lastError === 'impostor');
    const [place] = await hall.hub.store.uplink.waiting();
    expect(place === undefined ? -1 : await hall.hub.store.uplink.cityUpto(place)).toBe(0);
    impostor = false;
    await until(async () => (await hall.hub.store.uplink.waiting()).length === 0);
    await cityHas(city, 4);
  });
});
