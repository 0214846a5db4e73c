/**
 * Libraries hide a page's own select and put a widget beside it: what one sees, presses and leaves is the widget, what is
 * chosen stands in the select. These rules know select2, which the residence portal uses for its lists.
 */
const drawn = '.select2-container';

/** What a person sees in the place of a box; the box itself where it is to be seen. */
export function faceOf(element: Element): Element {
  if (!(element instanceof HTMLSelectElement)) return element;
  const beside = element.nextElementSibling;
  return beside?.matches(drawn) === true ? beside : element;
}

/** True when this place on the page belongs to the widget that a library has drawn for the box. */
export function isDrawnAt(element: Element, pressed: Node): boolean {
  const face = faceOf(element);
  return face !== element && face.contains(pressed);
}

const opener = (element: Element): Element | null => faceOf(element).querySelector('[role=combobox][aria-expanded]');

/** True while its choices are laid out; whatever has the focus then belongs to it. */
export function isLaidOut(element: Element): boolean {
  return faceOf(element) !== element && opener(element)?.getAttribute('aria-expanded') === 'true';
}

/** The control that was pressed, as a whole: libraries put parts with roles of their own into one list. */
export function wholeControl(pressed: Element, controls: string): Element | null {
  return pressed.closest('[role=combobox]') ?? pressed.closest(`${controls}, label, option`);
}
