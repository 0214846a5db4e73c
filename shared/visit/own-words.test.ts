import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { bundledContent } from '../../tools/content/read-content.ts';
import type { VisitEvent } from './events.ts';
import { idleLimits } from './limits.ts';
import { visitMachine } from './machine.ts';
import { otherDifficulty } from './other-difficulty.ts';
import { viewOf } from './view-of.ts';

/** Somebody in a guide whose difficulty no code fits. */
function atOtherDifficulty({ takesWords }: { takesWords: boolean }) {
  const { catalogue, languages } = bundledContent;
  const limits = idleLimits.parse({});
  const newId = () => '00000000-0000-4000-8000-000000000001';
  const input = { catalogue, languages, limits, now: () => 0, newId, takesWords: () => takesWords };
  const actor = createActor(visitMachine, { input });
  const kinds: string[] = [];
  actor.on('fact', ({ fact }) => kinds.push(fact.kind));
  actor.start();
  const send = (...events: VisitEvent[]): void => {
    for (const event of events) actor.send(event);
  };
  send({ type: 'language.chosen', language: 'vi' });
  send({ type: 'service.chosen', service: 'dang-ky-tam-tru' }, { type: 'next' }, { type: 'next' });
  send({ type: 'difficulty.opened' }, { type: 'difficulty.chosen', difficulty: otherDifficulty });
  return { send, kinds, view: () => viewOf(actor.getSnapshot(), 1), stop: () => actor.stop() };
}

test('own words are asked for where no code fits, once, and can be left out; the difficulty counts once either way', () => {
  const { send, view, kinds, stop } = atOtherDifficulty({ takesWords: true });
  expect(view()).toMatchObject({ sheet: 'difficulty', words: 'offered' });
  send({ type: 'words.opened' });
  expect(view().sheet).toBe('words');
  send({ type: 'back' });
  expect(view()).toMatchObject({ sheet: 'difficulty', difficulty: otherDifficulty, words: 'offered' });
  send({ type: 'words.opened' }, { type: 'words.taken' }, { type: 'words.opened' });
  expect(view()).toMatchObject({ sheet: 'difficulty', words: 'taken' });
  expect(kinds).toEqual(['difficulty.reported']);
  send({ type: 'back' }, { type: 'difficulty.chosen', difficulty: 'D01' }, { type: 'words.opened' });
  expect(view()).toMatchObject({ sheet: 'difficulty', difficulty: 'D01', words: 'off' });
  stop();
});

test('own words are not asked for where they cannot be sealed', () => {
  const { send, view, stop } = atOtherDifficulty({ takesWords: false });
  send({ type: 'words.opened' });
  expect(view()).toMatchObject({ sheet: 'difficulty', words: 'off' });
  stop();
});
