import type { CardFieldName } from '../../shared/catalogue/portal-schema.ts';
import type { FilledField } from '../../shared/portal/observation.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import type { FoundBox } from './find.ts';

/**
 * Writes what a card says into the boxes that ask for it, and says of each whether it took it. Nothing is guessed: a list
 * without that choice, a box that changes what is written, count as refused.
 */
export function fillFromCard(boxes: FoundBox[], card: Partial<Record<CardFieldName, string>>): FilledField[] {
  return boxes.flatMap(({ box, element }): FilledField[] => {
    if (box.fills === undefined) return [];
    const value = card[box.fills];
    if (value === undefined || value === '') return [{ box: box.id, how: 'missing' }];
    return [{ box: box.id, how: write(element, value) ? 'filled' : 'refused' }];
  });
}

function write(element: Element, value: string): boolean {
  if (element instanceof HTMLSelectElement) {
    const wanted = [...element.options].find((option) => fold(option.text) === fold(value));
    if (wanted === undefined) return false;
    element.value = wanted.value;
    tell(element);
    return element.value === wanted.value;
  }
  if (!(element instanceof HTMLInputElement) && !(element instanceof HTMLTextAreaElement)) return false;
  const written = element instanceof HTMLInputElement && element.type === 'date' ? isoDay(value) : value;
  // By the prototype's own setter: frameworks put theirs on the element and would not hear of it otherwise.
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, written);
  tell(element);
  return element.value === written;
}

function tell(element: Element): void {
  // Calendar boxes listen to the release of a key alone, and put their own day back when they hear none.
  for (const type of ['input', 'keyup', 'change', 'blur']) element.dispatchEvent(new Event(type, { bubbles: true }));
}

/** '01/01/1990' as a date field wants it. */
function isoDay(value: string): string {
  const [day, month, year] = value.split('/');
  return year === undefined ? value : `${year}-${month}-${day}`;
}
