import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { bundledContent } from '../../tools/content/read-content.ts';
import { feeAnswers } from '../fees/fee-of.ts';
import { type ResidentEvent, residentEvent } from './events.ts';
import { idleLimits } from './limits.ts';
import { visitMachine } from './machine.ts';
import { progressOf, type VisitProgress } from './progress.ts';
import { samePlace, viewOf } from './view-of.ts';

const { catalogue, languages } = bundledContent;

function openKiosk(day = '2026-12-01') {
  const now = Date.parse(`${day}T03:00:00Z`);
  const recorded: unknown[] = [];
  const progress: (VisitProgress | null)[] = [];
  const actor = createActor(visitMachine, {
    input: {
      catalogue,
      languages,
      limits: idleLimits.parse({}),
      now: () => now,
      newId: () => '00000000-0000-4000-8000-000000000001',
    },
  });
  actor.on('fact', (fact) => recorded.push(fact));
  actor.start();
  return {
    recorded,
    progress,
    send: (...events: ResidentEvent[]) => {
      for (const event of events) {
        actor.send(residentEvent.parse(event));
        progress.push(progressOf(actor.getSnapshot().context, now));
      }
    },
    view: () => viewOf(actor.getSnapshot(), 1),
    stop: () => actor.stop(),
  };
}

const open: ResidentEvent[] = [
  { type: 'started' },
  { type: 'language.chosen', language: 'vi' },
  { type: 'service.chosen', service: 'dang-ky-tam-tru' },
  { type: 'fee.opened' },
];
const answer = (condition: 'papers' | 'online', given: 'yes' | 'no' | 'unknown'): ResidentEvent => ({
  type: 'fee.answered',
  condition,
  answer: given,
});

test('each question is a place of its own: a second press on the same answer does not answer the next question', () => {
  const kiosk = openKiosk();
  kiosk.send(...open);
  const first = kiosk.view();
  kiosk.send(answer('papers', 'yes'));
  expect(samePlace(first, kiosk.view())).toBe(false);
  kiosk.send(answer('papers', 'no'));
  expect(kiosk.view()).toMatchObject({ sheet: 'fee', feeAnswers: { papers: 'yes' } });
  // Nor is something answered that is not asked yet.
  kiosk.send({ type: 'fee.again' }, answer('online', 'yes'));
  expect(kiosk.view().feeAnswers).toEqual({});
  kiosk.stop();
});

test('back leads from the second question to the first, from there and from the sum out of the sheet', () => {
  const kiosk = openKiosk();
  kiosk.send(...open, answer('papers', 'yes'), { type: 'back' });
  expect(kiosk.view()).toMatchObject({ sheet: 'fee', feeAnswers: {} });
  kiosk.send({ type: 'back' });
  expect(kiosk.view()).toMatchObject({ sheet: 'none', screen: 'facts' });
  kiosk.send({ type: 'fee.opened' }, answer('papers', 'yes'), answer('online', 'yes'), { type: 'back' });
  expect(kiosk.view()).toMatchObject({ sheet: 'none', feeAnswers: { papers: 'yes', online: 'yes' } });
  kiosk.stop();
});

test('answers hold for another service of the same visit, and for nobody after it', () => {
  const kiosk = openKiosk();
  kiosk.send(...open, answer('papers', 'no'), answer('online', 'yes'), { type: 'back' }, { type: 'back' });
  kiosk.send({ type: 'service.chosen', service: 'tach-ho' });
  expect(kiosk.view().feeAnswers).toEqual({ papers: 'no', online: 'yes' });
  kiosk.send({ type: 'ended' });
  expect(kiosk.view()).toMatchObject({ screen: 'farewell', feeAnswers: {}, trail: [] });
  kiosk.send({ type: 'left' }, ...open);
  expect(kiosk.view()).toMatchObject({ sheet: 'fee', feeAnswers: {} });
  kiosk.stop();
});

/**
 * The canary for answers: they are three common words, so no file can be searched for them as for something typed. Instead
 * every way of answering must leave exactly what not answering leaves, fact for fact and progress for progress. Nothing else
 * of a visit reaches a disk or a hub.
 */
test('whatever is answered, facts and kept progress are the same as if nothing had been', () => {
  const walked = (...answers: ResidentEvent[]) => {
    const kiosk = openKiosk();
    kiosk.send(...open, ...answers, { type: 'back' });
    if (kiosk.view().sheet !== 'none') kiosk.send({ type: 'back' });
    kiosk.send(
      { type: 'next' },
      { type: 'next' },
      { type: 'difficulty.opened' },
      { type: 'difficulty.chosen', difficulty: 'D22' },
    );
    kiosk.send({ type: 'difficulty.answered', solved: false }, { type: 'help.closed', how: 'met' });
    kiosk.send({ type: 'next' }, { type: 'ended' });
    kiosk.stop();
    expect(kiosk.recorded.length).toBeGreaterThan(3);
    return { facts: kiosk.recorded, progress: new Set(kiosk.progress.map((kept) => JSON.stringify(kept))) };
  };
  const silent = walked();
  for (const papers of feeAnswers)
    for (const online of feeAnswers) expect(walked(answer('papers', papers), answer('online', online))).toEqual(silent);
});

test('there is nothing to open where no fee is due or no waiver is in force', () => {
  const without = openKiosk();
  without.send(...open.slice(0, 2), { type: 'service.chosen', service: 'khai-bao-tam-vang' }, { type: 'fee.opened' });
  expect(without.view().sheet).toBe('none');
  without.stop();
  for (const day of ['2026-08-14', '2027-03-01']) {
    const kiosk = openKiosk(day);
    kiosk.send(...open);
    expect(kiosk.view(), `on ${day}`).toMatchObject({ screen: 'facts', sheet: 'none' });
    kiosk.stop();
  }
});

test('main takes no answer that is none, and no question that is not asked', () => {
  expect(residentEvent.safeParse({ ...answer('papers', 'yes'), answer: 'maybe' }).success).toBe(false);
  expect(residentEvent.safeParse({ ...answer('papers', 'yes'), condition: 'name' }).success).toBe(false);
  expect(residentEvent.safeParse({ ...answer('papers', 'yes'), text: 'x' }).success).toBe(false);
});
