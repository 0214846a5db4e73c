import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { bundledContent } from '../../tools/content/read-content.ts';
import { type Fact, parseFact } from '../facts/facts.ts';
import type { ResidentEvent, VisitEvent } from './events.ts';
import { idleLimits } from './limits.ts';
import { visitMachine } from './machine.ts';
import { otherDifficulty } from './other-difficulty.ts';
import { viewOf } from './view-of.ts';
import { freshVisit, type VisitState } from './visit-state.ts';

const firstService = bundledContent.catalogue.services[0];
if (firstService === undefined) throw new Error('the catalogue is empty');
const service = firstService.id;
const paper = firstService.facts.find((fact) => fact.topic === 'paper')?.id ?? '';

function openKiosk() {
  const clock = new SimulatedClock();
  const facts: Fact[] = [];
  let ids = 0;
  const actor = createActor(visitMachine, {
    clock,
    input: {
      catalogue: bundledContent.catalogue,
      languages: bundledContent.languages,
      limits: idleLimits.parse({}),
      now: () => Date.parse('2026-12-01T03:00:00Z') + clock.now(), // A day on which fees are waived.
      takesWords: () => true,
      newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    },
  });
  actor.on('fact', ({ fact }) => facts.push(fact));
  actor.start();
  return {
    facts,
    send: (...events: VisitEvent[]) => {
      for (const event of events) actor.send(event);
    },
    wait: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) clock.increment(1000);
    },
    view: () => viewOf(actor.getSnapshot(), 1),
    state: (): VisitState => {
      const { kiosk: _kiosk, idleSecondsLeft: _idle, ...state } = actor.getSnapshot().context;
      return state;
    },
    closed: () => facts.filter((fact) => fact.kind === 'visit.closed'),
  };
}
type Kiosk = ReturnType<typeof openKiosk>;

const toGuide: VisitEvent[] = [
  { type: 'started' },
  { type: 'language.chosen', language: 'vi' },
  { type: 'service.chosen', service },
  { type: 'next' },
  { type: 'next' },
];

const toOther: VisitEvent[] = [
  { type: 'difficulty.opened' },
  { type: 'difficulty.chosen', difficulty: otherDifficulty },
];

const toHomeVisit: VisitEvent[] = [
  { type: 'started' },
  { type: 'language.chosen', language: 'vi' },
  { type: 'service.chosen', service: 'cap-doi-can-cuoc' },
  { type: 'next' },
  { type: 'next' },
  { type: 'choice.chosen', choice: 'first' },
  { type: 'next' },
  { type: 'choice.chosen', choice: 'no' },
  { type: 'next' },
];

function onwards(kiosk: Kiosk): void {
  const step = firstService?.guide.steps.find((known) => known.id === kiosk.view().step);
  const choice = step?.choices?.[0];
  kiosk.send(choice === undefined ? { type: 'next' } : { type: 'choice.chosen', choice: choice.id });
}

function toEnding(kiosk: Kiosk): void {
  for (let guard = 0; guard < 50 && kiosk.view().screen === 'step'; guard += 1) {
    kiosk.send({ type: 'painted', syllables: 20 });
    kiosk.wait(7);
    onwards(kiosk);
  }
}

describe('a visit', () => {
  test('walked to its ending becomes one fact with every step and its seconds', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide);
    toEnding(kiosk);
    expect(kiosk.view().screen).toBe('ending');
    kiosk.send({ type: 'left' });
    const [fact] = kiosk.closed();
    expect(fact?.body).toMatchObject({ ending: 'completed', service, language: 'vi', difficulties: 0, helpCalls: 0 });
    const steps = fact?.kind === 'visit.closed' ? fact.body.steps : [];
    expect(steps.length).toBeGreaterThanOrEqual(10);
    expect(new Set(steps.map((step) => step.seconds))).toEqual(new Set([7]));
  });

  test('of somebody who goes back and forth for hours is still one valid fact', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide);
    for (let round = 0; round < 300; round += 1) {
      kiosk.send({ type: 'next' }, { type: 'back' });
      kiosk.send({ type: 'difficulty.opened' }, { type: 'difficulty.chosen', difficulty: 'D01' }, { type: 'back' });
      kiosk.send({ type: 'back' }, { type: 'help.called' }, { type: 'help.closed', how: 'cancelled' });
    }
    kiosk.send({ type: 'ended' });
    const [closed] = kiosk.closed();
    expect(closed?.body).toMatchObject({ ending: 'ended', difficulties: 200, helpCalls: 200 });
    expect(parseFact('visit.closed', closed?.body)).toMatchObject({ ok: true });
  });

  test('forgets every field of the person when it ends: the wipe list', () => {
    const kiosk = openKiosk();
    const changed = new Set<string>();
    const fresh = freshVisit();
    const look = (): void => {
      for (const [field, value] of Object.entries(kiosk.state())) {
        if (JSON.stringify(value) !== JSON.stringify(fresh[field as keyof VisitState])) changed.add(field);
      }
    };
    kiosk.wait(5);
    const walk: VisitEvent[] = [
      { type: 'started' },
      { type: 'language.chosen', language: 'en' },
      { type: 'painted', syllables: 40 },
      { type: 'text-size.chosen', textSize: 'XL' },
      { type: 'theme.chosen', theme: 'yellow-on-black' },
      { type: 'topic.chosen', topic: 'stay' },
      { type: 'back' },
      { type: 'search.opened' },
      { type: 'search.typed', text: 'thue nha' },
      { type: 'service.chosen', service },
      { type: 'fee.opened' },
      { type: 'fee.answered', condition: 'papers', answer: 'yes' },
      { type: 'fee.answered', condition: 'online', answer: 'unknown' },
      { type: 'back' },
      { type: 'next' },
      { type: 'paper.toggled', paper },
      { type: 'next' },
      { type: 'portal.opened' },
      { type: 'portal.trouble', trouble: 'down' },
      { type: 'help.offered', why: 'backs' },
      { type: 'filing-way.chosen', filingWay: 'vneid' },
      { type: 'next' },
      { type: 'difficulty.opened' },
      { type: 'difficulty.chosen', difficulty: otherDifficulty },
      { type: 'words.opened' },
      { type: 'words.taken' },
      { type: 'help.called' },
      { type: 'back' },
    ];
    for (const event of walk) {
      kiosk.send(event);
      look();
    }
    toEnding(kiosk);
    look();
    kiosk.send({ type: 'left' });
    const { language, textSize, theme, rateable: _rateable, ...rest } = kiosk.state();
    const { language: _l, textSize: _s, theme: _t, rateable: _r, ...freshRest } = fresh;
    expect(rest).toEqual(freshRest);
    expect({ language, textSize, theme }).toEqual({ language: 'en', textSize: 'XL', theme: 'yellow-on-black' });
    look();
    kiosk.send({ type: 'rated', rating: 4 });
    look();
    kiosk.send({ type: 'left' });
    expect(kiosk.state()).toEqual(fresh);

    kiosk.send(...toHomeVisit);
    look();
    kiosk.send({ type: 'ended' }, { type: 'left' });
    expect(kiosk.state()).toEqual(fresh);
    expect([...changed].sort()).toEqual(Object.keys(fresh).sort());
  });

  test('can be ended from every screen and sheet, and is closed exactly once', () => {
    const places: VisitEvent[][] = [
      [{ type: 'started' }],
      toGuide.slice(0, 2),
      [...toGuide.slice(0, 2), { type: 'search.opened' }, { type: 'search.typed', text: 'o tro' }],
      toGuide.slice(0, 3),
      toGuide.slice(0, 4),
      toGuide,
      [...toGuide, { type: 'difficulty.opened' }],
      [...toGuide, { type: 'difficulty.opened' }, { type: 'difficulty.more' }],
      [...toGuide, { type: 'difficulty.opened' }, { type: 'difficulty.chosen', difficulty: 'D01' }],
      [...toGuide, ...toOther, { type: 'words.opened' }],
      [...toGuide, { type: 'help.called' }],
      [...toGuide, { type: 'display.opened' }],
      [...toGuide.slice(0, 2), { type: 'elsewhere.opened' }],
      [...toGuide.slice(0, 3), { type: 'fee.opened' }, { type: 'fee.answered', condition: 'papers', answer: 'no' }],
    ];
    for (const place of places) {
      const kiosk = openKiosk();
      kiosk.send(...place, { type: 'ended' });
      expect(kiosk.view()).toMatchObject({ screen: 'farewell', sheet: 'none', visit: null, service: null, search: '' });
      expect(kiosk.closed()).toHaveLength(1);
      kiosk.wait(25);
      expect(kiosk.view().screen).toBe('attract');
      expect(kiosk.closed()).toHaveLength(1);
    }
  });

  test('lost with its page is closed as a fault and nobody sees it again', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide, { type: 'screen.lost' });
    expect(kiosk.view()).toMatchObject({ screen: 'attract', visit: null, service: null });
    expect(kiosk.closed()[0]?.body).toMatchObject({ ending: 'fault' });
  });
});

describe('silence', () => {
  test('warns after 90 seconds, counts 60 seconds down and wipes', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide);
    kiosk.wait(89);
    expect(kiosk.view().idleSecondsLeft).toBeNull();
    kiosk.wait(1);
    expect(kiosk.view().idleSecondsLeft).toBe(60);
    kiosk.wait(59);
    expect(kiosk.view()).toMatchObject({ idleSecondsLeft: 1, screen: 'step' });
    kiosk.wait(1);
    expect(kiosk.view()).toMatchObject({ idleSecondsLeft: null, screen: 'attract', service: null });
    expect(kiosk.closed()[0]?.body).toMatchObject({ ending: 'idle' });
  });

  test('is longer where there is more to read, up to five minutes', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide, { type: 'painted', syllables: 150 });
    kiosk.wait(149);
    expect(kiosk.view().idleSecondsLeft).toBeNull();
    kiosk.wait(1);
    expect(kiosk.view().idleSecondsLeft).toBe(60);
    kiosk.send({ type: 'stayed' }, { type: 'painted', syllables: 4000 });
    kiosk.wait(299);
    expect(kiosk.view().idleSecondsLeft).toBeNull();
  });

  test('can be answered as often as the resident likes', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide);
    for (let round = 0; round < 12; round += 1) {
      kiosk.wait(120);
      expect(kiosk.view().idleSecondsLeft).toBe(30);
      kiosk.send({ type: 'stayed' });
      expect(kiosk.view()).toMatchObject({ idleSecondsLeft: null, screen: 'step' });
    }
  });

  test('does not count while an officer is on the way, for 15 minutes', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide, { type: 'help.called' });
    kiosk.wait(14 * 60);
    expect(kiosk.view()).toMatchObject({ idleSecondsLeft: null, helpComing: true });
    kiosk.wait(3 * 60);
    expect(kiosk.view().screen).toBe('step');
    expect(kiosk.view().idleSecondsLeft).not.toBeNull();
  });
});

describe('back', () => {
  test('closes what lies on top and leaves the step alone', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide);
    onwards(kiosk);
    const { step } = kiosk.view();
    kiosk.send({ type: 'difficulty.opened' }, { type: 'display.opened' });
    expect(kiosk.view().sheet).toBe('display');
    kiosk.send({ type: 'back' });
    expect(kiosk.view()).toMatchObject({ sheet: 'difficulties', step });
    kiosk.send({ type: 'back' });
    expect(kiosk.view()).toMatchObject({ sheet: 'none', step });
    kiosk.send({ type: 'back' });
    expect(kiosk.view().step).toBe(firstService.guide.start);
    kiosk.send({ type: 'back' });
    expect(kiosk.view()).toMatchObject({ screen: 'papers', step: null });
  });

  test('keeps the papers that were ticked', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide.slice(0, 4), { type: 'paper.toggled', paper }, { type: 'next' }, { type: 'back' });
    expect(kiosk.view()).toMatchObject({ screen: 'papers', papersReady: [paper] });
  });
});

test('a visit at home is asked for once, however often one goes back and forth, and says nothing of who asked', () => {
  const kiosk = openKiosk();
  kiosk.send(...toHomeVisit);
  expect(kiosk.view()).toMatchObject({ screen: 'ending', ending: 'home-visit' });
  kiosk.send({ type: 'back' }, { type: 'next' }, { type: 'left' });
  const asked = kiosk.facts.filter(({ kind }) => kind === 'homevisit.requested');
  expect(asked).toEqual([
    { kind: 'homevisit.requested', body: { visit: kiosk.closed()[0]?.body.visit, service: 'cap-doi-can-cuoc' } },
  ]);
});

test('back from a service leads to where it was found', () => {
  const kiosk = openKiosk();
  kiosk.send(...toGuide.slice(0, 2), { type: 'topic.chosen', topic: 'stay' }, { type: 'service.chosen', service });
  kiosk.send({ type: 'back' });
  expect(kiosk.view()).toMatchObject({ screen: 'situations', topic: 'stay', service: null });
  kiosk.send({ type: 'back' }, { type: 'search.opened' }, { type: 'search.typed', text: 'o tro' });
  kiosk.send({ type: 'service.chosen', service }, { type: 'back' });
  expect(kiosk.view()).toMatchObject({ screen: 'search', search: 'o tro' });
});

test('a language the content does not have is not taken', () => {
  const kiosk = openKiosk();
  kiosk.send({ type: 'language.chosen', language: 'fr' });
  expect(kiosk.view()).toMatchObject({ screen: 'attract', visit: null });
});

describe('a difficulty', () => {
  test('is recorded where it was met, and an unsolved one calls an officer with it', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide, { type: 'difficulty.opened' }, { type: 'difficulty.chosen', difficulty: 'D01' });
    kiosk.send({ type: 'difficulty.answered', solved: false });
    expect(kiosk.view()).toMatchObject({ sheet: 'help', helpComing: true });
    expect(kiosk.facts.map((fact) => fact.kind)).toEqual([
      'difficulty.reported',
      'difficulty.answered',
      'help.requested',
    ]);
    expect(kiosk.facts[2]?.body).toMatchObject({ difficulty: 'D01', step: firstService.guide.start, service });
    kiosk.send({ type: 'help.called' });
    expect(kiosk.facts).toHaveLength(3);
  });

  test('unknown to the catalogue is not recorded', () => {
    const kiosk = openKiosk();
    kiosk.send(...toGuide, { type: 'difficulty.opened' }, { type: 'difficulty.chosen', difficulty: 'D88' });
    expect(kiosk.facts).toEqual([]);
  });
});

test('whatever is pressed in whatever order: every fact is valid, every visit is closed once, nothing is left behind', () => {
  const anyEvent = fc.constantFrom<VisitEvent>(
    ...toGuide.filter((event): event is ResidentEvent => event.type !== 'painted' && event.type !== 'screen.lost'),
    { type: 'search.opened' },
    { type: 'search.typed', text: 'thuê nhà' },
    { type: 'back' },
    { type: 'difficulty.opened' },
    { type: 'difficulty.chosen', difficulty: otherDifficulty },
    { type: 'difficulty.answered', solved: true },
    { type: 'difficulty.answered', solved: false },
    { type: 'help.called' },
    { type: 'help.closed', how: 'met' },
    { type: 'display.opened' },
    { type: 'fee.opened' },
    { type: 'fee.answered', condition: 'papers', answer: 'yes' },
    { type: 'portal.opened' },
    { type: 'portal.moved', stages: ['login'], at: null },
    { type: 'portal.moved', stages: ['agency', 'form', 'attach'], at: 'attach' },
    { type: 'portal.trouble', trouble: 'mismatch' },
    { type: 'portal.blocked', why: 'foreign' },
    { type: 'help.offered', why: 'long' },
    { type: 'noticed.answered', help: true },
    { type: 'offer.answered', help: true },
    { type: 'portal.closed' },
    { type: 'filing-way.chosen', filingWay: 'vneid' },
    { type: 'filing-way.chosen', filingWay: 'portal' },
    { type: 'left' },
    { type: 'rated', rating: 5 },
    { type: 'ended' },
    { type: 'touched' },
    ...firstService.guide.steps.flatMap((step) =>
      (step.choices ?? []).map((choice): ResidentEvent => ({ type: 'choice.chosen', choice: choice.id })),
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEvent, fc.integer({ min: 0, max: 100 })), { maxLength: 60 }), (presses) => {
      const kiosk = openKiosk();
      const visits = new Set<string>();
      for (const [event, seconds] of presses) {
        kiosk.send(event);
        kiosk.wait(seconds);
        const { visit } = kiosk.view();
        if (visit !== null) visits.add(visit);
      }
      kiosk.send({ type: 'screen.lost' });
      kiosk.wait(400);
      expect(kiosk.state()).toEqual(freshVisit());
      for (const fact of kiosk.facts) expect(parseFact(fact.kind, fact.body).ok).toBe(true);
      const closed = kiosk.closed().map((fact) => fact.body.visit);
      expect(closed.length).toBe(new Set(closed).size);
      for (const visit of visits) expect(closed).toContain(visit);
      const open = kiosk.facts.filter((fact) => fact.kind === 'help.requested').length;
      expect(kiosk.facts.filter((fact) => fact.kind === 'help.closed')).toHaveLength(open);
    }),
    { numRuns: 150 },
  );
}, 60_000);
