import { describe, expect, test } from 'vitest';
import {
  cityHas,
  eventsAt,
  everythingAt,
  startCity,
  startHall,
  startTerminal,
  until,
} from '../../main/sync/testing/hall-and-city.ts';
import { seeded } from '../../tools/simulate/random.ts';

describe('a hall', () => {
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

  test('whose line to the city loses requests and answers brings everything there once', async () => {
    const city = await startCity();
    const random = seeded(38);
    let lost = 0;
    const cut = (): never => {
      lost += 1;
      throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    };
    const hall = await startHall(city, {
      through: (send) => async (outgoing) => {
        if (random() < 0.25) cut();
        const answer = await send(outgoing);
        return random() < 0.25 ? cut() : answer;
      },
    });
    const terminals = await Promise.all([1, 2, 3, 4, 5, 6].map(() => startTerminal(hall)));
    for (let round = 0; round < 10; round += 1) {
      for (const { record } of terminals) await record(4);
      await Promise.all(terminals.map(({ drained }) => drained()));
    }
    expect(await cityHas(city, 240)).toEqual(await everythingAt(hall));
    expect(lost).toBeGreaterThan(10);
    expect(await eventsAt(city, 'vouched')).toEqual([]);
  });

  test('whose clock is a year behind its city’s is set right by one answer', async () => {
    const city = await startCity(undefined, 365 * 24 * 3_600_000);
    const statuses: number[] = [];
    const hall = await startHall(city, {
      through: (send) => async (outgoing) => {
        const answer = await send(outgoing);
        statuses.push(answer.status);
        return answer;
      },
    });
    const { record, drained } = await startTerminal(hall);
    for (let round = 0; round < 3; round += 1) {
      await record(2);
      await drained();
    }
    await cityHas(city, 6);
    expect(statuses.filter((status) => status === 401)).toHaveLength(1);
    expect(await eventsAt(city, 'vouched')).toEqual([]);
  });

  test('sends a push in parts that never gets through in one piece', async () => {
    const city = await startCity();
    const timeout = Object.assign(new Error('too slow'), { name: 'TimeoutError' });
    const hall = await startHall(city, {
      through: (send) => async (outgoing) => {
        if (outgoing.url.endsWith('/push') && outgoing.body.length > 1000) throw timeout;
        return await send(outgoing);
      },
    });
    const { record, drained } = await startTerminal(hall);
    await record(100);
    await drained();
    expect(await cityHas(city, 100)).toEqual(await everythingAt(hall));
    expect((await eventsAt(city, 'vouched')).length).toBeGreaterThan(1);
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
