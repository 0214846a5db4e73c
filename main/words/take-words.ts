import type { FactBody } from '../../shared/facts/facts.ts';
import type { WordsAnswer } from '../../shared/ipc/words-answer.ts';
import type { Result } from '../../shared/result.ts';
import type { SealedWords } from '../../shared/sync/sealed-words.ts';
import type { Log } from '../log.ts';
import type { VisitRunner } from '../visit/visit-runner.ts';
import type { WordsFault } from './seal-words.ts';

/** Seals a text to the hub's key of today, or says why it will not. */
export type SealWords = (text: string) => Promise<Result<SealedWords, WordsFault>>;

/**
 * Takes what a resident wrote about a difficulty: sealed it becomes a fact, refused it stays with whoever writes. The text
 * is in no log and on no disk. `seal` gives null while there is no key to seal with.
 */
export function takeWords({
  visits,
  seal,
  record,
  log,
}: {
  visits: Pick<VisitRunner, 'view' | 'notice'>;
  seal: () => SealWords | null;
  /** Settles when the fact is durable. */
  record: (body: FactBody<'difficulty.explained'>) => Promise<void>;
  log: Log;
}): (text: string) => Promise<WordsAnswer> {
  return async (text) => {
    const { visit, difficulty, sheet } = visits.view();
    const sealIt = seal();
    if (visit === null || difficulty === null || sheet !== 'words' || sealIt === null) return 'failed';
    try {
      const sealed = await sealIt(text);
      if (!sealed.ok) return sealed.error.code === 'personal' ? (sealed.error.found[0]?.what ?? 'number') : 'failed';
      await record({ visit, difficulty, words: sealed.value });
    } catch (error) {
      // Never what the error says: it may say what it could not seal.
      log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'words could not be sealed or recorded');
      return 'failed';
    }
    if (visits.view().visit === visit) visits.notice({ type: 'words.taken' });
    return 'taken';
  };
}
