import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../../db/hub/staff.ts';
import type { Changed, Tickets } from '../../db/hub/tickets.ts';
import { reaches } from '../../shared/staff/rights.ts';
import { type Ticket, ticketId, ticketRequest, ticketsPath } from '../../shared/sync/tickets.ts';
import { jsonIn, takeBytes } from '../devices/device-gate.ts';
import type { StaffDoor } from '../staff/door.ts';

/** How often it is looked whose time is over, ms. */
const sweepEveryMs = 5000;

type OfTicket = FastifyRequest<{ Params: { rid: string } }>;

/** Calls for help: kiosks open and cancel them, whoever answers calls claims and resolves them, within their unit. */
export function serveTickets(
  app: FastifyInstance,
  {
    tickets,
    deviceOf,
    unitOf,
    door,
  }: {
    tickets: Tickets;
    /** The device that signed the request; null: none did. */
    deviceOf: (request: FastifyRequest) => Promise<string | null>;
    unitOf: (dev: string) => Promise<string | null>;
    door: StaffDoor;
  },
): void {
  let sweeping: Promise<void> | null = null;
  const sweep = (): void => {
    // A database that is away says so to whoever asks it next; what is over now is over then as well.
    sweeping ??= tickets
      .sweep()
      .catch(() => undefined)
      .finally(() => {
        sweeping = null;
      });
  };
  const timer = setInterval(sweep, sweepEveryMs);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await sweeping;
  });

  void app.register(async (room) => {
    takeBytes(room);
    const find = async ({ params }: OfTicket): Promise<Ticket | null> => {
      const rid = ticketId.safeParse(params.rid);
      return rid.success ? await tickets.find(rid.data) : null;
    };

    room.put(`${ticketsPath}/:rid`, async (request: OfTicket, reply) => {
      const dev = await deviceOf(request);
      if (dev === null) return await reply.code(401).send({ error: 'device' });
      const unit = await unitOf(dev);
      if (unit === null) return await reply.code(403).send({ error: 'unit' });
      const rid = ticketId.safeParse(request.params.rid);
      const asked = ticketRequest.safeParse(jsonIn(request));
      if (!rid.success || !asked.success) return await reply.code(400).send({ error: 'ticket' });
      const opened = await tickets.open(rid.data, { dev, unit }, asked.data);
      if (opened.code === 'other') return await reply.code(409).send({ error: 'other' });
      return await tell(reply, opened.code === 'opened' ? 201 : 200, opened.ticket);
    });

    const answers = { preHandler: door.requireRight('answer-tickets') };
    const forStaff = (path: string, act: (rid: string, ver: number, person: Person) => Promise<Changed>): void => {
      room.post(`${ticketsPath}/:rid/${path}`, answers, async (request: OfTicket, reply) => {
        const [person, found] = [await door.personOf(request), await find(request)];
        if (person === null) return await reply.code(401).send({ error: 'sign-in' });
        if (found === null) return await reply.code(404).send({ error: 'unknown' });
        if (!reaches(person.unit, found.unit)) return await reply.code(403).send({ error: 'unit' });
        return await tellChange(request, reply, async (ver) => await act(found.rid, ver, person));
      });
    };
    forStaff('claim', async (rid, ver, { name }) => await tickets.claim(rid, ver, name));
    forStaff('resolve', async (rid, ver) => await tickets.resolve(rid, ver));

    room.post(`${ticketsPath}/:rid/cancel`, async (request: OfTicket, reply) => {
      const dev = await deviceOf(request);
      if (dev === null) return await reply.code(401).send({ error: 'device' });
      const found = await find(request);
      if (found === null) return await reply.code(404).send({ error: 'unknown' });
      if (found.dev !== dev) return await reply.code(403).send({ error: 'device' });
      return await tellChange(request, reply, async (ver) => await tickets.cancel(found.rid, ver));
    });
  });
}

/** 409 to whoever was second, with the ticket as the first has left it. */
async function tellChange(request: OfTicket, reply: FastifyReply, act: (ver: number) => Promise<Changed>) {
  const seen = /^"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '')?.[1];
  if (seen === undefined) return await reply.code(428).send({ error: 'if-match' });
  const changed = await act(Number(seen));
  if (changed.code === 'unknown') return await reply.code(404).send({ error: 'unknown' });
  return await tell(reply, changed.code === 'done' ? 200 : 409, changed.ticket);
}

async function tell(reply: FastifyReply, status: 200 | 201 | 409, ticket: Ticket) {
  return await reply.code(status).header('ETag', `"${ticket.ver}"`).send(ticket);
}
