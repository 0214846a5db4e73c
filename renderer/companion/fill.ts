import { fold } from '../../shared/vietnamese/fold.ts';
import { dayOf } from './kept.ts';

/** How a box is written into: by keys, or at once because it takes no text. */
export type Entered = 'keys' | 'done';

/** How long a page may take to hear that a box is left, ms. */
const heardWithinMs = 500;

/**
 * One box at a time is written into from outside, with a real focus and real keys: pages listen to those and to nothing a
 * script could do. Lists and the browser's own boxes for days take no text; they get what is wanted here, by the change
 * they would have told themselves.
 */
export function openFilling(): {
  enter(element: Element, value: string): Entered;
  leave(): Promise<void>;
  /** The box that is written into now. */
  at(): Element | null;
} {
  let at: HTMLElement | null = null;
  let heard = (): void => undefined;
  addEventListener(
    'keydown',
    (event) => {
      if (at === null || event.key !== 'Tab') return;
      // The page hears that the box is left. The next one is not entered: its calendar would open and stay.
      event.preventDefault();
      setTimeout(heard, 0);
    },
    true,
  );
  return {
    at: () => at,
    enter(element, value) {
      if (element instanceof HTMLSelectElement) {
        choose(element, value);
        return 'done';
      }
      if (element instanceof HTMLInputElement && element.type === 'date') {
        setDay(element, value);
        return 'done';
      }
      at = element as HTMLElement;
      at.focus({ preventScroll: true });
      if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) at.select();
      else getSelection()?.selectAllChildren(at);
      return 'keys';
    },
    async leave() {
      if (at === null) return;
      await new Promise<void>((done) => {
        heard = done;
        setTimeout(done, heardWithinMs);
      });
      at.blur();
      at = null;
    },
  };
}

/** Only what is in the list: nothing is guessed. */
function choose(list: HTMLSelectElement, value: string): void {
  const wanted = [...list.options].find((option) => fold(option.text) === fold(value));
  if (wanted === undefined) return;
  list.value = wanted.value;
  tell(list);
}

function setDay(box: HTMLInputElement, value: string): void {
  // By the prototype's own setter: frameworks put theirs on the element and would not hear of it otherwise.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, dayOf(value) ?? '');
  tell(box);
}

function tell(element: Element): void {
  for (const type of ['input', 'change', 'blur']) element.dispatchEvent(new Event(type, { bubbles: true }));
}
