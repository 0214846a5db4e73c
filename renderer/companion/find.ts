import type { PortalBox, PortalPage, PortalProfile } from '../../shared/catalogue/portal-schema.ts';
import type { Stage } from '../../shared/catalogue/statement.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { controls, isNamed, isShown, nameOf } from './names.ts';

/** A box of the profile and where it is on the page. */
export interface FoundBox {
  box: PortalBox;
  stage: Stage;
  element: Element;
}

/** A page as the profile knows it. */
export interface FoundPage {
  page: PortalPage;
  stages: Stage[];
  boxes: FoundBox[];
  missing: string[];
}

const titles =
  'h1, h2, h3, h4, h5, h6, legend, caption, th, [role=heading], strong, b, .title, .heading, [class*=title], [class*=heading], [class*=header]';

/** The first page of the profile that this is; null for one it does not know. */
export function findPage(profile: PortalProfile, document: Document, path: string): FoundPage | null {
  const headings = [...document.querySelectorAll(titles)].filter(isShown);
  const isHeaded = (names: string[]): boolean => headings.some((heading) => isNamed(heading.textContent ?? '', names));
  const page = profile.pages.find(
    ({ when }) =>
      (when.path !== undefined && new RegExp(when.path).test(path)) ||
      (when.title !== undefined && isNamed(document.title, when.title)) ||
      (when.heading !== undefined && isHeaded(when.heading)),
  );
  if (page === undefined) return null;
  const named = [...document.querySelectorAll(controls)].map((element) => ({ element, name: nameOf(element) }));
  const taken = new Set<Element>();
  const stages: Stage[] = [];
  const boxes: FoundBox[] = [];
  const missing: string[] = [];
  for (const { stage, heading, boxes: wanted } of page.blocks) {
    const there =
      heading === undefined ? null : headings.find((element) => isNamed(element.textContent ?? '', heading));
    if (there === undefined) continue;
    let any = there !== null;
    for (const box of wanted) {
      const element = findBox(box, document, named, taken, there);
      if (element === null) {
        if (box.expected && there !== null) missing.push(box.id);
        continue;
      }
      any = true;
      taken.add(element);
      boxes.push({ box, stage, element });
    }
    if (any && !stages.includes(stage)) stages.push(stage);
  }
  return { page, stages, boxes: boxes.toSorted(inOrderOfPage), missing };
}

const inOrderOfPage = (one: FoundBox, other: FoundBox): number =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

/** By its selector, else by its names in their order; what stands under the block's own heading comes before the rest. */
function findBox(
  box: PortalBox,
  document: Document,
  named: { element: Element; name: string }[],
  taken: Set<Element>,
  heading: Element | null,
): Element | null {
  const free = (element: Element): boolean => !taken.has(element) && isUsedSo(element, box);
  if (box.selector !== undefined) {
    const selected = [...document.querySelectorAll(box.selector)].find(free);
    if (selected !== undefined) return selected;
  }
  for (const name of box.name) {
    const fitting = named.filter((control) => free(control.element) && isNamed(control.name, [name]));
    const below = fitting.find(
      ({ element }) =>
        heading === null || (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    );
    const found = below ?? fitting[0];
    if (found !== undefined) return found.element;
  }
  return null;
}

/** What one does with an element is what the profile says one does there. Files may be chosen through a hidden input. */
function isUsedSo(element: Element, { use }: PortalBox): boolean {
  if (use === 'file') return element.matches('input[type=file], button, a, label, [role=button]');
  if (!isShown(element)) return false;
  if (use === 'tick') return element.matches('input[type=checkbox], input[type=radio], [role=checkbox], [role=radio]');
  if (use === 'pick')
    return element.matches('select, [role=combobox], [role=listbox], input[list], button[aria-haspopup]');
  if (use === 'type') return isTypedInto(element) && element.getAttribute('role') !== 'combobox';
  return element.matches(
    'button, a, summary, input[type=submit], input[type=button], [role=button], [role=link], [role=tab]',
  );
}

const typed = ['text', 'search', 'tel', 'email', 'number', 'password', 'url', 'date', ''];

/** True for everything letters go into. */
export function isTypedInto(element: Element): boolean {
  if (element instanceof HTMLInputElement)
    return typed.includes(element.type) && !element.readOnly && !element.disabled;
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled;
  return element instanceof HTMLElement && element.isContentEditable;
}

/** Which of the profile's messages stand on the page; only texts the profile names are looked for. */
export function findTroubles({ messages }: PortalProfile, document: Document): string[] {
  const wanted = messages.flatMap(({ trouble, text }) => text.map((words) => ({ trouble, words: fold(words) })));
  const found = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || holder.closest('script, style, textarea, select, option, template') !== null) continue;
    const text = fold(node.textContent ?? '');
    if (text.length < 6) continue;
    const meant = wanted.find(({ words }) => text.includes(words));
    if (meant !== undefined && isShown(holder)) found.add(meant.trouble);
  }
  return [...found];
}
