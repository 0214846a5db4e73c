import { z } from 'zod';
import { type CardFieldName, cardFields } from '../../shared/catalogue/portal-schema.ts';
import type { FilledField } from '../../shared/portal/observation.ts';
import type { Edit } from '../../shared/vietnamese/typing.ts';
import type { GuestPage } from './guest-page.ts';
import type { Companion } from './watch-page.ts';

export type CardValues = Partial<Record<CardFieldName, string>>;

/** What the companion answers when it is asked which boxes a card can fill, and how a box is to be written into. */
const cardBoxes = z.array(z.strictObject({ box: z.string().max(64), fills: z.enum(cardFields) })).max(100);
const entered = z.enum(['keys', 'done', 'gone']);

/** The one door through which signs get into a portal's page. */
export interface PageWriter {
  /** Screen keys, and what a keyboard that is plugged in means. */
  edit(edit: Edit): void;
  /** What a card says, box by box; of each box what became of it. */
  card(values: CardValues): Promise<FilledField[]>;
  /** Another page stands there: what an older one stood still over, and never took, is not waited for. */
  beginAnew(): void;
}

/**
 * Writes as a person would: into the box that has the focus, with a key that is released, and by leaving it. Pages listen to
 * those, and what a script does to their boxes they take back. One thing is written after another.
 */
export function openPageWriter({
  page: pageNow,
  companion,
}: {
  /** The page that is open; null when there is none. */
  page: () => GuestPage | null;
  companion: Companion;
}): PageWriter {
  let last: Promise<unknown> = Promise.resolve();

  const next = async <T>(write: (page: GuestPage) => Promise<T>, otherwise: T): Promise<T> => {
    const page = pageNow();
    const turn = last.then(async () => (page === null || page !== pageNow() ? otherwise : await write(page)));
    last = turn.catch(() => undefined);
    return await turn;
  };

  return {
    edit(edit) {
      // A page that goes away while one types has nothing to be told.
      next(async (page) => await writeEdit(page, companion, edit), undefined).catch(() => undefined);
    },
    beginAnew() {
      last = Promise.resolve();
    },
    card: async (values) => await next(async (page) => await writeCard(page, companion, values), []),
  };
}

/** What is replaced must be marked before anything is typed over it. */
async function writeEdit(page: GuestPage, companion: Companion, { back, text }: Edit): Promise<void> {
  if (back > 0) await page.evaluate(companion.select(back));
  if (text === '') page.key('Backspace');
  else await page.type(text);
}

async function writeCard(page: GuestPage, companion: Companion, values: CardValues): Promise<FilledField[]> {
  const boxes = cardBoxes.parse(await page.evaluate(companion.cardBoxes()));
  const wanted = boxes.map(({ box, fills }) => ({ box, value: values[fills] ?? '' }));
  for (const { box, value } of wanted) if (value !== '') await writeBox(page, companion, box, value);
  const filled: FilledField[] = [];
  // Asked at the very end: a box may be changed by what was written into another.
  for (const { box, value } of wanted) {
    const isKept = value !== '' && (await page.evaluate(companion.kept(box, value))) === true;
    filled.push({ box, how: value === '' ? 'missing' : isKept ? 'filled' : 'refused' });
  }
  return filled;
}

/** Once: a box that refuses is told of, and not written a second time. */
async function writeBox(page: GuestPage, companion: Companion, box: string, value: string): Promise<void> {
  if (entered.parse(await page.evaluate(companion.enter(box, value))) !== 'keys') return;
  await page.type(value);
  page.key('Tab');
  await page.evaluate(companion.leave());
}
