import { expect, test } from 'vitest';
import { idleLimits } from '../../shared/visit/limits.ts';
import { bundledContent } from '../../tools/content/read-content.ts';
import { runVisits } from './visit-runner.ts';

const service = bundledContent.catalogue.services[0]?.id ?? '';

function run({ fail = false } = {}) {
  const ledger: string[] = [];
  const broken: unknown[] = [];
  let ids = 0;
  const visits = runVisits({
    catalogue: bundledContent.catalogue,
    languages: bundledContent.languages,
    limits: idleLimits.parse({}),
    now: () => 1000,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    takesWords: () => true,
    onBroken: (error) => broken.push(error),
    ledger: {
      record: async (fact, closes) => {
        if (fail) throw new Error('disk full');
        ledger.push(`${fact.kind}${closes === null ? '' : ' closes'}`);
      },
      keepProgress: async (progress) => {
        ledger.push(`progress ${progress.service ?? '-'} ${progress.steps.length}`);
      },
    },
  });
  return { visits, ledger, broken };
}
const settle = () => new Promise((done) => setTimeout(done, 10));

test('facts and progress reach the ledger in the order they happened', async () => {
  const { visits, ledger } = run();
  const send = (event: Parameters<typeof visits.send>[0]['event']): void =>
    visits.send({ seen: visits.view().revision, event });
  send({ type: 'language.chosen', language: 'vi' });
  send({ type: 'service.chosen', service });
  send({ type: 'difficulty.opened' });
  send({ type: 'difficulty.chosen', difficulty: 'D01' });
  send({ type: 'ended' });
  send({ type: 'rated', rating: 5 });
  await settle();
  expect(ledger).toEqual([
    'progress - 0',
    `progress ${service} 0`,
    'difficulty.reported',
    `progress ${service} 0`,
    'visit.closed closes',
    'visit.rated',
  ]);
});

test('a press meant for another screen is ignored, ending is meant anywhere', () => {
  const { visits } = run();
  const first = visits.view().revision;
  visits.send({ seen: first, event: { type: 'language.chosen', language: 'vi' } });
  visits.send({ seen: first, event: { type: 'service.chosen', service } });
  expect(visits.view().screen).toBe('choose');
  visits.send({ seen: first, event: { type: 'ended' } });
  expect(visits.view().screen).toBe('farewell');
});

test('a fact that cannot be kept is reported, not swallowed', async () => {
  const { visits, broken } = run({ fail: true });
  visits.send({ seen: visits.view().revision, event: { type: 'started' } });
  visits.screenLost();
  await settle();
  expect(broken).toHaveLength(1);
});
