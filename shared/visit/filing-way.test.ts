import { describe, expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { bundledContent } from '../../tools/content/read-content.ts';
import { findService } from '../catalogue/guide.ts';
import type { Fact } from '../facts/facts.ts';
import { residentEvent, type VisitEvent } from './events.ts';
import { type IdleLimits, idleLimits } from './limits.ts';
import { visitMachine } from './machine.ts';
import { samePlace, viewOf } from './view-of.ts';

const inVneid: VisitEvent = { type: 'filing-way.chosen', filingWay: 'vneid' };
const onPortal: VisitEvent = { type: 'filing-way.chosen', filingWay: 'portal' };

/** A visit at the first step of a service. */
function atGuide({
  service = 'dang-ky-tam-tru',
  limits = {},
}: {
  service?: string;
  limits?: Partial<IdleLimits>;
} = {}) {
  const clock = new SimulatedClock();
  const facts: Fact[] = [];
  let ids = 0;
  const actor = createActor(visitMachine, {
    clock,
    input: {
      catalogue: bundledContent.catalogue,
      languages: bundledContent.languages,
      limits: idleLimits.parse(limits),
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
  send({ type: 'service.chosen', service }, { type: 'next' }, { type: 'next' });
  const view = () => viewOf(actor.getSnapshot(), 1);
  const guide = findService(bundledContent.catalogue, service)?.guide;
  return {
    send,
    facts,
    view,
    /** The first answer to every question. */
    toEnding: () => {
      for (let steps = 0; steps < 60 && view().screen === 'step'; steps += 1) {
        const choice = guide?.steps.find(({ id }) => id === view().step)?.choices?.[0]?.id;
        send(choice === undefined ? { type: 'next' } : { type: 'choice.chosen', choice });
      }
    },
    wait: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) clock.increment(1000);
    },
  };
}

describe('filing in VNeID', () => {
  test('closes the portal, forgets what was noticed and offered there, and leaves the step where it is', () => {
    const visit = atGuide();
    visit.send({ type: 'portal.opened' }, { type: 'portal.moved', stages: ['find'], at: null });
    visit.send({ type: 'portal.trouble', trouble: 'slow' }, { type: 'help.offered', why: 'misses' });
    visit.send({ type: 'tools.opened' }, inVneid);
    expect(visit.view()).toMatchObject({
      filingWay: 'vneid',
      portal: 'closed',
      noticed: null,
      offered: null,
      sheet: 'none',
      screen: 'step',
      step: 'find-service',
    });
  });

  test('hears nothing of a page that is gone: neither where it is, nor its troubles, nor its size', () => {
    const visit = atGuide();
    visit.send({ type: 'portal.opened' }, inVneid);
    const before = visit.view();
    const told = visit.facts.length;
    visit.send({ type: 'portal.moved', stages: ['pay'], at: 'pay' }, { type: 'portal.trouble', trouble: 'lost' });
    visit.send({ type: 'portal.blocked', why: 'foreign' }, { type: 'portal.recovered' });
    visit.send({ type: 'portal.drifted', drift: { profile: 'p', page: null, box: null, content: '1' } });
    visit.send({ type: 'portal.sized', whole: true }, { type: 'tools.opened' }, { type: 'photos.opened' });
    visit.send({ type: 'card.opened' });
    expect(visit.view()).toEqual(before);
    expect(visit.facts).toHaveLength(told);
  });

  test('goes on by hand to the ending, and no fact says which way it was', () => {
    const [one, other] = [atGuide(), atGuide()];
    one.send(inVneid);
    for (const visit of [one, other]) {
      visit.toEnding();
      expect(visit.view()).toMatchObject({ screen: 'ending', ending: 'filed' });
      visit.send({ type: 'left' });
      expect(visit.view()).toMatchObject({ screen: 'farewell', filingWay: 'portal' });
    }
    expect(one.facts).toEqual(other.facts);
  });

  test('ends when the portal is chosen again, or opened', () => {
    const visit = atGuide();
    visit.send(inVneid, onPortal);
    expect(visit.view()).toMatchObject({ filingWay: 'portal', portal: 'closed' });
    visit.send(inVneid, { type: 'portal.opened' });
    expect(visit.view()).toMatchObject({ filingWay: 'portal', portal: 'split' });
    visit.send(onPortal);
    expect(visit.view()).toMatchObject({ filingWay: 'portal', portal: 'split' });
  });

  test('lasts from step to step and back to the papers, not into another service', () => {
    const visit = atGuide();
    visit.send(inVneid, { type: 'next' }, { type: 'back' }, { type: 'back' }, { type: 'next' });
    expect(visit.view()).toMatchObject({ screen: 'step', filingWay: 'vneid' });
    visit.send({ type: 'back' }, { type: 'back' }, { type: 'back' });
    visit.send({ type: 'service.chosen', service: 'dang-ky-thuong-tru' });
    expect(visit.view()).toMatchObject({ service: 'dang-ky-thuong-tru', filingWay: 'portal' });
  });

  test('is for services that VNeID files, at a step of the guide', () => {
    const elsewhere = bundledContent.catalogue.services.find(({ inVneid: files }) => !files)?.id ?? '';
    const visit = atGuide({ service: elsewhere });
    visit.send(inVneid);
    expect(visit.view().filingWay).toBe('portal');
    const early = atGuide();
    early.send({ type: 'back' }, inVneid);
    expect(early.view()).toMatchObject({ screen: 'papers', filingWay: 'portal' });
  });

  test('is another place: a press that was meant for the other way is a race', () => {
    const visit = atGuide();
    const before = visit.view();
    visit.send(inVneid);
    expect(samePlace(before, visit.view())).toBe(false);
  });

  test('is asked for in words that main knows', () => {
    expect(residentEvent.safeParse(inVneid).success).toBe(true);
    expect(residentEvent.safeParse({ type: 'filing-way.chosen', filingWay: 'post' }).success).toBe(false);
  });
});

describe('silence while one files in VNeID', () => {
  const short = { quietSeconds: 30, quietSecondsAtMost: 60, warningSeconds: 20 };

  test.each([
    ['the usual limits', {}, 300],
    ['a hall with shorter ones', short, 300],
    ['a hall with longer ones', { quietSeconds: 300, quietSecondsAtMost: 600, secondsPerSyllable: 5 }, 500],
  ])('by %s: nobody is warned before five minutes are over', (_name, limits, seconds) => {
    const visit = atGuide({ limits });
    visit.send(inVneid, { type: 'painted', syllables: 100 });
    visit.wait(seconds - 1);
    expect(visit.view()).toMatchObject({ idleSecondsLeft: null, screen: 'step' });
    visit.wait(1);
    expect(visit.view().idleSecondsLeft).not.toBeNull();
    visit.wait(60);
    expect(visit.view()).toMatchObject({ screen: 'attract', visit: null, filingWay: 'portal' });
  });

  test('is long under a sheet and after each step, and as short as ever on the portal, off the guide and at the ending', () => {
    const visit = atGuide({ limits: short });
    const quietFor = (seconds: number): void => {
      visit.wait(seconds - 1);
      expect(visit.view().idleSecondsLeft).toBeNull();
      visit.wait(1);
      expect(visit.view().idleSecondsLeft).toBe(20);
      visit.send({ type: 'stayed' });
    };
    visit.send(inVneid, { type: 'next' }, { type: 'difficulty.opened' });
    quietFor(300);
    visit.send({ type: 'back' }, { type: 'next' });
    quietFor(300);
    visit.send(onPortal);
    quietFor(30);
    visit.send(inVneid, { type: 'back' }, { type: 'back' }, { type: 'back' });
    expect(visit.view()).toMatchObject({ screen: 'papers', filingWay: 'vneid' });
    quietFor(30);
    visit.send({ type: 'next' });
    visit.toEnding();
    expect(visit.view()).toMatchObject({ screen: 'ending', filingWay: 'vneid' });
    quietFor(30);
    visit.send({ type: 'back' });
    quietFor(300);
  });

  test('does not count while an officer is on the way', () => {
    const visit = atGuide({ limits: short });
    visit.send(inVneid, { type: 'help.called' });
    visit.wait(300 + 15 * 60 - 1);
    expect(visit.view().idleSecondsLeft).toBeNull();
    visit.wait(1);
    expect(visit.view().idleSecondsLeft).toBe(20);
  });
});
