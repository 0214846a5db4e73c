import type { Knex } from 'knex';
import { hallScope } from '../../shared/sync/feeds.ts';
import type { Ticket, TicketRequest, TicketState } from '../../shared/sync/tickets.ts';
import type { Feeds } from './feeds.ts';
import { withRetry } from './retry.ts';

export type Changed =
  | { code: 'done'; ticket: Ticket }
  /** It is not as it was seen, or not in a state for this: how it is now. */
  | { code: 'lost'; ticket: Ticket }
  | { code: 'unknown' };

/** Calls for help in the halls. Each change goes to the hall's feed in the same transaction. */
export interface Tickets {
  /** Once, however often it is sent. `other`: under this id another call is here. */
  open(
    rid: string,
    from: { dev: string; unit: string },
    request: TicketRequest,
  ): Promise<{ code: 'opened' | 'there'; ticket: Ticket } | { code: 'other' }>;
  find(rid: string): Promise<Ticket | null>;
  /** `ver`: the version that was seen. */
  claim(rid: string, ver: number, by: string): Promise<Changed>;
  resolve(rid: string, ver: number): Promise<Changed>;
  cancel(rid: string, ver: number): Promise<Changed>;
  /** Ends what nobody came for and forgets what is long over. */
  sweep(): Promise<void>;
}

export const ticketLimits = {
  /** A claimed ticket that nobody closes is over then. */
  claimedMs: 60 * 60_000,
  /** How long one that is over is kept: a kiosk that did not hear so may send it again. */
  keptMs: 72 * 60 * 60_000,
} as const;

interface Row {
  rid: string;
  unit: string;
  dev: string;
  state: TicketState;
  ver: number | string;
  about: string;
  claimant: string | null;
  came_t: number | string;
  until_t: number | string;
}

const underWay: TicketState[] = ['open', 'claimed'];

export function openTickets(database: Knex, { feeds, now }: { feeds: Feeds; now: () => number }): Tickets {
  const find = async (trx: Knex, rid: string): Promise<Ticket | null> => {
    const row: Row | undefined = await trx('ticket').where({ rid }).first();
    return row === undefined ? null : ticketIn(row);
  };
  const handDown = async (trx: Knex, ticket: Ticket): Promise<void> =>
    await feeds.putIn(trx, hallScope(ticket.unit), ticket.rid, ticket);

  /** Compare and set: of those who have seen the same version one gets through. */
  async function change(rid: string, seen: number, from: TicketState[], to: Partial<Row>): Promise<Changed> {
    const changed = await withRetry(
      async () =>
        await database.transaction(async (trx): Promise<Changed> => {
          const set = trx('ticket').where({ rid, ver: seen }).whereIn('state', from).andWhere('until_t', '>', now());
          const isMine = (await set.update({ ...to, ver: seen + 1 })) > 0;
          const ticket = await find(trx, rid);
          if (ticket === null) return { code: 'unknown' };
          if (isMine) await handDown(trx, ticket);
          return { code: isMine ? 'done' : 'lost', ticket };
        }),
    );
    if (changed.code === 'done') feeds.tell(hallScope(changed.ticket.unit));
    if (changed.code !== 'lost' || !underWay.includes(changed.ticket.state) || changed.ticket.until > now())
      return changed;
    await expire(changed.ticket);
    return { code: 'lost', ticket: (await find(database, rid)) ?? changed.ticket };
  }

  async function expire({ rid, ver, unit }: Ticket): Promise<void> {
    await withRetry(
      async () =>
        await database.transaction(async (trx) => {
          const over = trx('ticket').where({ rid, ver }).whereIn('state', underWay);
          if ((await over.update({ state: 'expired', ver: ver + 1 })) === 0) return;
          const ticket = await find(trx, rid);
          if (ticket !== null) await handDown(trx, ticket);
        }),
    );
    feeds.tell(hallScope(unit));
  }

  async function forget({ rid, unit }: Ticket): Promise<void> {
    await withRetry(
      async () =>
        await database.transaction(async (trx) => {
          if ((await trx('ticket').where({ rid }).delete()) > 0) await feeds.putIn(trx, hallScope(unit), rid, null);
        }),
    );
    feeds.tell(hallScope(unit));
  }

  return {
    async open(rid, { dev, unit }, { ttl_s, age_ms, ...about }) {
      const opened = await withRetry(
        async () =>
          await database.transaction(async (trx) => {
            const there = await find(trx, rid);
            if (there !== null) {
              const isSame = there.dev === dev && JSON.stringify(aboutOf(there)) === JSON.stringify(aboutOf(about));
              return isSame ? { code: 'there' as const, ticket: there } : { code: 'other' as const };
            }
            const left = ttl_s * 1000 - age_ms;
            const state = left > 0 ? 'open' : 'expired-offline';
            const times = { came_t: now(), until_t: now() + Math.max(0, left) };
            const row: Row = {
              rid,
              unit,
              dev,
              state,
              ver: 1,
              about: JSON.stringify(aboutOf(about)),
              claimant: null,
              ...times,
            };
            await trx('ticket').insert(row);
            await handDown(trx, ticketIn(row));
            return { code: 'opened' as const, ticket: ticketIn(row) };
          }),
      );
      if (opened.code === 'opened') feeds.tell(hallScope(unit));
      return opened;
    },
    find: async (rid) => await find(database, rid),
    claim: async (rid, ver, by) =>
      await change(rid, ver, ['open'], { state: 'claimed', claimant: by, until_t: now() + ticketLimits.claimedMs }),
    resolve: async (rid, ver) => await change(rid, ver, ['claimed'], { state: 'resolved' }),
    cancel: async (rid, ver) => await change(rid, ver, underWay, { state: 'cancelled' }),
    async sweep() {
      const over: Row[] = await database('ticket').whereIn('state', underWay).andWhere('until_t', '<=', now());
      for (const row of over) await expire(ticketIn(row));
      const old: Row[] = await database('ticket')
        .whereNotIn('state', underWay)
        .andWhere('until_t', '<=', now() - ticketLimits.keptMs);
      const halls = new Set(old.map(({ unit }) => unit));
      // What was taken away the time before has been read by all who read.
      for (const unit of halls) await feeds.forgetRemoved(hallScope(unit));
      for (const row of old) await forget(ticketIn(row));
    },
  };
}

function aboutOf({
  service,
  step,
  difficulty,
  language,
}: Pick<Ticket, 'service' | 'step' | 'difficulty' | 'language'>) {
  return { service, step, difficulty, language };
}

function ticketIn({ rid, unit, dev, state, ver, about, claimant, came_t, until_t }: Row): Ticket {
  const said = JSON.parse(about) as ReturnType<typeof aboutOf>;
  const times = { came: Number(came_t), until: Number(until_t) };
  return { rid, unit, dev, state, ver: Number(ver), ...said, by: claimant, ...times };
}
