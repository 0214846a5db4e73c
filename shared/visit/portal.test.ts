import { describe, expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { bundledContent } from '../../tools/content/read-content.ts';
import type { Stage } from '../catalogue/statement.ts';
import { type Fact, parseFact } from '../facts/facts.ts';
import type { VisitEvent } from './events.ts';
import { idleLimits } from './limits.ts';
import { visitMachine } from './machine.ts';
import { viewOf } from './view-of.ts';

/** A visit for temporary residence, at its first step with the portal open. */
function atPortal() {
  const clock = new SimulatedClock();
  const facts: Fact[] = [];
  let ids = 0;
  const actor = createActor(visitMachine, {
    clock,
    input: {
      catalogue: bundledContent.catalogue,
      languages: bundledContent.languages,
      limits: idleLimits.parse({}),
      now: () => clock.now(),
      newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    },
  });
  actor.on('fact', ({ fact }) => facts.push(fact));
  actor.start();
  const send = (...events: VisitEvent[]): void => {
    for (const event of events) actor.send(event);
  };
  send({ type: 'started' }, { type: 'language.chosen', language: 'vi' });
  send({ type: 'service.chosen', service: 'dang-ky-tam-tru' }, { type: 'next' }, { type: 'next' });
  send({ type: 'portal.opened' });
  const moved = (stages: Stage[], at: Stage | null = null): void => send({ type: 'portal.moved', stages, at });
  return { send, moved, facts, view: () => viewOf(actor.getSnapshot(), 1), wait: (ms: number) => clock.increment(ms) };
}

describe('the guide beside the portal', () => {
  test('stays while its own stage stands on the page, and goes on when the page has left it behind', () => {
    const visit = atPortal();
    visit.moved(['login', 'find']);
    expect(visit.view().step).toBe('log-in');
    visit.moved(['find']);
    expect(visit.view().step).toBe('find-service');
    visit.moved(['agency', 'form', 'consent', 'attach', 'receive', 'review', 'submit']);
    expect(visit.view().step).toBe('choose-agency');
  });

  test('goes on to where the resident is on a long page, as far as a question that only the resident can answer', () => {
    const visit = atPortal();
    const form: Stage[] = ['agency', 'form', 'consent', 'attach', 'review', 'submit'];
    visit.moved(form);
    visit.moved(form, 'form');
    expect(visit.view().step).toBe('who-moves');
    visit.moved(form, 'attach');
    expect(visit.view().step).toBe('who-moves');
    visit.send({ type: 'choice.chosen', choice: 'self' });
    expect(visit.view().step).toBe('fill-own');
    visit.moved(form, 'attach');
    expect(visit.view().step).toBe('consent-way');
    visit.send({ type: 'choice.chosen', choice: 'sign-form' });
    visit.moved(form, 'attach');
    expect(visit.view().step).toBe('attach');
  });

  test('goes back with the page, to a step that was walked', () => {
    const visit = atPortal();
    visit.moved(['find']);
    visit.moved(['agency']);
    expect(visit.view().step).toBe('choose-agency');
    visit.moved(['login']);
    expect(visit.view().step).toBe('log-in');
    visit.moved(['agency']);
    expect(visit.view().step).toBe('choose-agency');
    visit.send({ type: 'ended' });
    const [closed] = visit.facts.filter((fact) => fact.kind === 'visit.closed');
    expect(closed?.body.steps.map(({ step, exit }) => `${step} ${exit}`)).toEqual([
      'log-in next',
      'find-service next',
      'choose-agency back',
      'log-in next',
      'find-service next',
      'choose-agency end',
    ]);
  });

  test('moves nothing while no portal is open', () => {
    const visit = atPortal();
    visit.send({ type: 'portal.closed' });
    visit.moved(['pay']);
    expect(visit.view().step).toBe('log-in');
  });
});

describe('a trouble of the portal', () => {
  test('is shown each time, and counted once a visit, as the right difficulty and by the kiosk', () => {
    const visit = atPortal();
    visit.send({ type: 'portal.trouble', trouble: 'mismatch' });
    expect(visit.view().noticed).toBe('mismatch');
    visit.send({ type: 'noticed.answered', help: false }, { type: 'portal.trouble', trouble: 'mismatch' });
    expect(visit.view().noticed).toBe('mismatch');
    const reported = visit.facts.filter((fact) => fact.kind === 'difficulty.reported');
    expect(reported.map(({ body }) => body)).toMatchObject([{ difficulty: 'D08', step: 'log-in', by: 'kiosk' }]);
    for (const fact of visit.facts) expect(parseFact(fact.kind, fact.body).ok).toBe(true);
  });

  test('leads to its help without being counted again, and goes away when the page is well', () => {
    const visit = atPortal();
    visit.send({ type: 'portal.trouble', trouble: 'down' }, { type: 'noticed.answered', help: true });
    expect(visit.view()).toMatchObject({ sheet: 'difficulty', difficulty: 'D09', noticed: null });
    visit.send({ type: 'difficulty.answered', solved: true });
    visit.send({ type: 'portal.trouble', trouble: 'blank' }, { type: 'portal.recovered' });
    expect(visit.view()).toMatchObject({ sheet: 'none', noticed: null });
    const kinds = visit.facts.map(({ kind }) => kind);
    expect(kinds).toEqual(['difficulty.reported', 'difficulty.answered', 'difficulty.reported']);
  });
});

test('help that is offered and taken shows the difficulties of this stage, and both are told', () => {
  const visit = atPortal();
  visit.send({ type: 'help.offered', why: 'misses' });
  expect(visit.view().offered).toBe('misses');
  visit.send({ type: 'offer.answered', help: true });
  expect(visit.view()).toMatchObject({ sheet: 'difficulties', offered: null });
  expect(visit.facts.at(-1)).toMatchObject({ kind: 'help.offered', body: { why: 'misses', accepted: true } });
});

test('a page that moves by itself keeps no visit alive', () => {
  const visit = atPortal();
  for (let second = 0; second < 100; second += 1) {
    visit.wait(1000);
    visit.moved(second % 2 === 0 ? ['find'] : ['login']);
  }
  expect(visit.view().idleSecondsLeft).not.toBeNull();
});
