import type { PortalBox, PortalPage, PortalProfile } from '../../shared/catalogue/portal-schema.ts';
import type { Stage } from '../../shared/catalogue/statement.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { controls, isNamed, isShown, nameOf } from './names.ts';

/** A box of the profile and where it is on the page. */
export interface FoundBox {
  box: PortalBox;
  stage: Stage;
  element: Element;
  /** Every element that its selector means: six boxes of one digit each are one box, and so are three links of which one is pressed. */
  all: Element[];
}

/** A page as the profile knows it. */
export interface FoundPage {
  page: PortalPage;
  stages: Stage[];
  boxes: FoundBox[];
  missing: string[];
}

/** What may head a block. */
const titles =
  'h1, h2, h3, h4, h5, h6, legend, caption, th, [role=heading], strong, b, .title, .heading, [class*=title], [class*=heading], [class*=header]';

/** What says nothing of a whole page: a table's head, bold words of a row, a menu, something to press or to unfold. */
const aside = 'th, td, li, strong, b, a, button, nav, header, footer, [role=button], [class*=header]';

/** The page of the profile that this is; null for one it does not know. */
function recognise({ pages }: PortalProfile, document: Document, { host, pathname }: Location): PortalPage | undefined {
  const address = host + pathname;
  const known = pages.find(({ when }) => when.address !== undefined && new RegExp(when.address).test(address));
  if (known !== undefined) return known;
  const headings = [...document.querySelectorAll(titles)].filter(
    (heading) => isShown(heading) && heading.closest(aside) === null,
  );
  return pages.find(
    ({ when }) =>
      (when.title !== undefined && isNamed(document.title, when.title)) ||
      (when.heading !== undefined && headings.some((heading) => isHeading(heading, when.heading ?? []))),
  );
}

/** 'I. CƠ QUAN THỰC HIỆN' is named CƠ QUAN THỰC HIỆN: portals number their blocks or do not. */
const isHeading = (element: Element, names: string[]): boolean =>
  isNamed((element.textContent ?? '').replace(/^\s*(?:[IVX]+|\d{1,2}|[A-Z])\s*[.)]\s*/, ''), names);

/** Looks for the page's boxes, each below the heading of its block and above the next block's. */
export function findPage(profile: PortalProfile, document: Document, location: Location): FoundPage | null {
  const page = recognise(profile, document, location);
  if (page === undefined) return null;
  const headings = [...document.querySelectorAll(titles)].filter(isShown);
  const known = page.blocks.flatMap(({ heading }) => heading ?? []);
  const marks = headings.filter((heading) => isHeading(heading, known));
  const named = [...document.querySelectorAll(controls)].map((element) => ({ element, name: nameOf(element) }));
  const taken = new Set<Element>();
  const stages: Stage[] = [];
  const boxes: FoundBox[] = [];
  const missing: string[] = [];
  for (const { stage, heading, boxes: wanted } of page.blocks) {
    const there = heading === undefined ? null : marks.find((element) => isHeading(element, heading));
    let any = wanted.length === 0 || (there !== undefined && there !== null);
    for (const box of wanted) {
      const fits = (element: Element): boolean => !taken.has(element) && isUsedSo(element, box);
      const selected = bySelector(box, document, fits);
      const element =
        selected[0] ??
        (there === undefined
          ? null
          : byName(box, named, (control) => fits(control) && isWithin(control, there, marks)));
      if (element === null) {
        if (box.expected && there !== undefined && there !== null) missing.push(box.id);
        continue;
      }
      any = true;
      taken.add(element);
      boxes.push({ box, stage, element, all: selected.length === 0 ? [element] : selected });
    }
    if (any && !stages.includes(stage)) stages.push(stage);
  }
  return { page, stages, boxes: boxes.toSorted(inOrderOfPage), missing };
}

const inOrderOfPage = (one: FoundBox, other: FoundBox): number =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

const isBefore = (one: Element, other: Element): boolean =>
  (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** Between the heading of its block and the next one; a block without a heading may stand anywhere. */
function isWithin(element: Element, heading: Element | null, marks: Element[]): boolean {
  return heading === null || marks.findLast((mark) => isBefore(mark, element)) === heading;
}

type Fits = (element: Element) => boolean;

function bySelector({ selector }: PortalBox, document: Document, fits: Fits): Element[] {
  return selector === undefined ? [] : [...document.querySelectorAll(selector)].filter(fits);
}

/** By its names in their order. */
function byName(box: PortalBox, named: { element: Element; name: string }[], fits: Fits): Element | null {
  for (const name of box.name) {
    const found = named.find((control) => fits(control.element) && isNamed(control.name, [name]));
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
    'button, a, summary, input[type=submit], input[type=button], [role=button], [role=link], [role=tab], [onclick]',
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
