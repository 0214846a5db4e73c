import type { DialogFace } from '../../shared/portal/face.ts';
import { plainText } from './plain-text.ts';

/** Which page asks: the portal's, or the one that one pays on. */
export type DialogSite = DialogFace['site'];

/** What a page says when it stops to ask or to tell something. */
export interface Dialog {
  kind: DialogFace['kind'];
  message: string;
  host: string;
  /** What a prompt proposes as its answer. */
  suggested: string;
}

/** As `confirm()` and `prompt()` take an answer; a page that nobody answers stands still. */
type Answer = (accept: boolean, text: string) => void;

/** Holds the dialogs of the pages of one visit, in memory alone, until the resident has answered them. */
export interface DialogDesk {
  opened(site: DialogSite, dialog: Dialog, answer: Answer): void;
  /** The page took back what it asked: it is gone, or shows another document. */
  cancelled(site: DialogSite): void;
  /** The resident touched the page, or typed there: what it asks next is an answer to that. */
  touched(site: DialogSite): void;
  /** Another document stands there, which has a hearing of its own. */
  left(site: DialogSite): void;
  /** What is not the dialog on the glass any more gets no answer. */
  answer(given: { id: number; accept: boolean; text?: string | undefined }): void;
  /** The resident wants no more of this page: it is answered with no, now and until it is left. Null: nothing to stop. */
  stop(id: number): DialogFace['stop'];
  /** Answered with no, because the resident goes elsewhere. */
  dismiss(site: DialogSite): void;
  /** The visit is over: nothing is known of any dialog, and none is taken any more. */
  close(): void;
}

/** So many dialogs without a touch of the resident between them, and the page can be stopped. */
const manyInARow = 3;
/** As many signs as stand on the glass at the largest letters; keys take the room of a prompt. */
const longestMessage = { alert: 400, confirm: 400, prompt: 120 };
/** A prompt proposes what its box holds whole, or nothing: what stands there is what the page gets. */
const longestSuggestion = 50;

interface Waiting {
  id: number;
  site: DialogSite;
  dialog: Dialog;
  answer: Answer;
}

/** A page as it behaves: how many dialogs came in a row, how often it was stopped meanwhile, whether it is heard. */
const freshPage = { inARow: 0, stops: 0, silenced: false };

export function openDialogDesk({ onChange }: { onChange: (shown: DialogFace | null) => void }): DialogDesk {
  const pages = { portal: { ...freshPage }, bank: { ...freshPage } };
  let waiting: Waiting[] = [];
  let lastId = 0;
  let isOver = false;

  const stopOf = (site: DialogSite): DialogFace['stop'] => {
    const { inARow, stops } = pages[site];
    if (inARow < manyInARow) return null;
    if (site === 'bank') return 'close';
    // A page that asks on and on as soon as it opens is not opened a third time.
    return stops === 0 ? 'again' : 'home';
  };
  const faceOf = ({ id, site, dialog: { kind, host, message, suggested } }: Waiting): DialogFace => ({
    id,
    site,
    kind,
    host,
    message: plainText(message, longestMessage[kind]),
    suggested: suggested.length > longestSuggestion ? '' : plainText(suggested, longestSuggestion),
    stop: stopOf(site),
  });
  const show = (): void => {
    const [first] = waiting;
    onChange(first === undefined ? null : faceOf(first));
  };
  const settle = (isMeant: (one: Waiting) => boolean, accept: boolean, text: string): void => {
    const meant = waiting.filter(isMeant);
    if (meant.length === 0) return;
    waiting = waiting.filter((one) => !isMeant(one));
    show();
    for (const { answer } of meant) answer(accept, text);
  };

  return {
    opened(site, dialog, answer) {
      const page = pages[site];
      if (isOver || page.silenced) return answer(false, '');
      page.inARow += 1;
      lastId += 1;
      waiting.push({ id: lastId, site, dialog, answer });
      show();
    },
    cancelled: (site) => settle((one) => one.site === site, false, ''),
    dismiss: (site) => settle((one) => one.site === site, false, ''),
    touched: (site) => void Object.assign(pages[site], { inARow: 0, stops: 0 }),
    left: (site) => void Object.assign(pages[site], { silenced: false }),
    answer({ id, accept, text = '' }) {
      const [first] = waiting;
      if (first === undefined || first.id !== id) return;
      // Nothing of ours writes on a page that one pays on.
      const isRefused = first.site === 'bank' && first.dialog.kind === 'prompt';
      settle((one) => one === first, accept && !isRefused, isRefused ? '' : text.normalize('NFC'));
    },
    close() {
      isOver = true;
      waiting = [];
      onChange(null);
    },
    stop(id) {
      const [first] = waiting;
      const how = first?.id === id ? stopOf(first.site) : null;
      if (first === undefined || how === null) return null;
      const page = pages[first.site];
      Object.assign(page, { stops: page.stops + 1, silenced: true });
      settle((one) => one.site === first.site, false, '');
      return how;
    },
  };
}
