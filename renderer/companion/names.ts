import { fold } from '../../shared/vietnamese/fold.ts';

/** A control's name as a person sees it: its label, what stands on it, or the text just before it. Never its value. */
export function nameOf(control: Element): string {
  const named = control.getAttribute('aria-labelledby');
  const labelled = (named ?? '')
    .split(/\s+/)
    .map((id) => (id === '' ? '' : (control.ownerDocument.getElementById(id)?.textContent ?? '')))
    .join(' ');
  const own = control.getAttribute('aria-label') ?? '';
  for (const text of [labelled, own, labelsOf(control), textOn(control), control.getAttribute('placeholder') ?? '']) {
    if (text.trim() !== '') return text;
  }
  return textBefore(control);
}

function labelsOf(control: Element): string {
  if (!(control instanceof HTMLElement) || !('labels' in control)) return '';
  const labels = (control as HTMLInputElement).labels ?? [];
  return [...labels].map((label) => ownText(label)).join(' ');
}

/** A button's writing; for anything one types or picks in, what it holds is a value and is left alone. */
function textOn(control: Element): string {
  if (control instanceof HTMLInputElement)
    return ['button', 'submit', 'reset'].includes(control.type) ? control.value : '';
  if (control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement) return '';
  const role = control.getAttribute('role');
  if (role === 'combobox' || role === 'textbox' || role === 'listbox') return '';
  if (control instanceof HTMLElement && control.isContentEditable) return '';
  return ownText(control);
}

/** Text of an element without that of controls inside it: a label that wraps its select names it, its choices do not. */
function ownText(element: Element): string {
  const parts: string[] = [];
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '');
    else if (node instanceof Element && !node.matches('select, textarea, input, script, style, [role=listbox]'))
      parts.push(ownText(node));
  }
  return parts.join(' ');
}

/** How many elements up the text that names a control may be: a cell beside it, a line over it. */
const upwards = 3;

function textBefore(control: Element): string {
  let here: Element | null = control;
  for (let up = 0; up < upwards && here !== null; up += 1) {
    let before = here.previousSibling;
    while (before !== null) {
      const text =
        before.nodeType === Node.TEXT_NODE
          ? (before.textContent ?? '')
          : before instanceof Element
            ? namingText(before)
            : '';
      if (text.trim() !== '') return text;
      before = before.previousSibling;
    }
    here = here.parentElement;
  }
  return '';
}

/** The text of something before a control; another control there has a name of its own and lends none. */
function namingText(element: Element): string {
  return element.matches(controls) || element.querySelector(controls) !== null ? '' : ownText(element);
}

/** Everything a person can do something with. */
export const controls =
  'input:not([type=hidden]), select, textarea, button, a[href], summary, [role=button], [role=link], [role=textbox], [role=combobox], [role=listbox], [role=checkbox], [role=radio], [role=tab], div[onclick], span[onclick], [contenteditable=""], [contenteditable=true]';

/** True when a text on the page is one of these names: without case, tones and signs; '…' at the end means a beginning. */
export function isNamed(text: string, names: string[]): boolean {
  const folded = fold(text);
  return names.some((name) => {
    const wanted = fold(name);
    return name.endsWith('…') ? folded.startsWith(wanted) : folded === wanted;
  });
}

/** On the page and not hidden; off the glass counts as well, one can scroll there. */
export function isShown(element: Element): boolean {
  return (
    element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && element.getClientRects().length > 0
  );
}
