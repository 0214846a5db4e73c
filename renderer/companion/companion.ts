import type { CardFieldName, PortalProfile } from '../../shared/catalogue/portal-schema.ts';
import type { Stage } from '../../shared/catalogue/statement.ts';
import type { Observation } from '../../shared/portal/observation.ts';
import { kindOf } from './field-kind.ts';
import { type Entered, openFilling } from './fill.ts';
import { type FoundBox, type FoundPage, findPage, findTroubles, isTypedInto } from './find.ts';
import { keeps } from './kept.ts';
import { openListWatch } from './lists.ts';
import { controls, nameOf } from './names.ts';
import { openOutline } from './outline.ts';
import { faceOf, isDrawnAt, isLaidOut, wholeControl } from './widgets.ts';

/** Where the guide stands, and what the tips say in its language: one for each thing one can do with a box. */
interface GuidePlace {
  stage: Stage | null;
  step: string | null;
  tips: Record<FoundBox['box']['use'] | 'one', string>;
  /** How much of the page's height lies above what can be reached, 0 to 1. */
  outOfReach: number;
}

/** What main may ask of the page. It lives in a world of its own: the page's scripts cannot see or change it. */
export interface Companion {
  start(profile: PortalProfile, place: GuidePlace): void;
  /** Settles when there is something else to be seen than `seen`. */
  observe(seen: number): Promise<Observation>;
  guide(place: GuidePlace): void;
  /** Selects so many characters before the caret, so that what is typed next replaces them. */
  select(before: number): void;
  /** The boxes of this page that a card can fill. */
  cardBoxes(): { box: string; fills: CardFieldName }[];
  /** Begins to write into a box: it has the focus, and what stands there is marked. */
  enter(box: string, value: string): Entered | 'gone';
  /** Settles when the page has heard that the box is left. */
  leave(): Promise<void>;
  /** Whether it stands in the box now; what else stands there nobody learns. */
  kept(box: string, value: string): boolean;
  scroll(screens: number): void;
}

const settleMs = 200;
const chosenIn = 'select, input[type=checkbox], input[type=radio]';
const pressedOnce = 'button, a, [role=button]';

let profile: PortalProfile | null = null;
let place: GuidePlace | null = null;
let found: FoundPage | null = null;
let outlined: FoundBox | null = null;
let touches = 0;
let misses = 0;
let prints = 0;
let seen = 0;
let told = '';
let waiting: (() => void)[] = [];
/** Boxes the resident has been at. That they were left says they are done; what is in them nobody looks at. */
const visited = new WeakSet<Element>();
/** Lists, ticks and buttons that were used: they keep the focus, and are done all the same. */
const picked = new WeakSet<Element>();
/** Lists of libraries that lie open: one that closes was looked at, whether something was chosen or not. */
const laidOut = new WeakSet<Element>();
const outline = openOutline(document);
const lists = openListWatch(() => later());
const filling = openFilling();

function look(): void {
  if (profile === null || document.body === null) return;
  found = findPage(profile, document, location);
  for (const { element } of found?.boxes ?? []) noteLaidOut(element);
  pointOut();
  const now: Omit<Observation, 'seen'> = {
    page: found?.page.id ?? null,
    stages: found?.stages ?? [],
    at: focusedBox()?.stage ?? null,
    missing: found?.missing ?? [],
    typing: typing(),
    outlined: outlined === null ? null : { box: outlined.box.id, use: outlined.box.use },
    troubles: [
      ...findTroubles(profile, document),
      ...(lists.isEmpty() ? ['empty-list'] : []),
    ] as Observation['troubles'],
    touches,
    misses,
    prints,
    blank: isBlank(),
  };
  const text = JSON.stringify(now);
  if (text === told) return;
  told = text;
  seen += 1;
  for (const tell of waiting) tell();
  waiting = [];
}

/** A list of a library fires no event when it is left: it is seen to have closed. */
function noteLaidOut(element: Element): void {
  if (isLaidOut(element)) {
    laidOut.add(element);
    picked.delete(element);
  } else if (laidOut.delete(element)) {
    visited.add(element);
    picked.add(element);
  }
}

/** The next box of this step that nobody has been at yet; the one with the focus while it has it. */
function pointOut(): void {
  const focused = focusedBox();
  const next =
    (focused === null || picked.has(focused.element) ? null : focused) ??
    found?.boxes.find(
      ({ box, stage, all }) =>
        stage === place?.stage &&
        (box.steps === undefined || box.steps.includes(place.step ?? '')) &&
        !all.some((element) => visited.has(element)),
    ) ??
    null;
  const isNew = next?.element !== outlined?.element;
  outlined = next;
  if (next === null || place === null) {
    outline.hide();
    return;
  }
  const face = faceOf(next.element);
  if (isNew) bringIntoReach(face);
  // Of several lines or ticks the resident takes the one that fits: all are outlined, and none is named.
  if (isChoice(next)) outline.show(next.all, place.tips.one, false);
  else outline.show([face], `${place.tips[next.box.use]} “${shortName(next)}”`, next.box.use === 'pick');
}

const isChoice = ({ box, all }: FoundBox): boolean => all.length > 1 && (box.use === 'press' || box.use === 'tick');

/** As the page itself writes it, without its star. */
function shortName({ box, element }: FoundBox): string {
  const own = nameOf(element)
    .replace(/\s+/g, ' ')
    .replace(/([*:\s]|[(][*][)])+$/, '')
    .trim();
  const [first = ''] = box.name;
  return own === '' || own.length > 48 ? first.replace(/…$/, '') : own;
}

/** Into the part of the page that hands reach, with some of what belongs to it above. */
function bringIntoReach(element: Element): void {
  const { top, bottom } = element.getBoundingClientRect();
  const reach = innerHeight * (place?.outOfReach ?? 0);
  if (top >= reach && bottom <= innerHeight - 90) return;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const after = element.getBoundingClientRect();
  const wanted = reach + (innerHeight - reach) * 0.35;
  scrollBy({ top: after.top - wanted, behavior: 'instant' });
}

const boxOf = (id: string): Element | null => found?.boxes.find(({ box }) => box.id === id)?.element ?? null;

/** Where the resident is; what is filled in for them takes the focus as well, and is not it. */
function focusedBox(): FoundBox | null {
  const active = document.activeElement;
  if (active === null || filling.at() !== null) return null;
  return (
    found?.boxes.find(({ element }) => element === active || faceOf(element).contains(active) || isLaidOut(element)) ??
    oneOfMany(active)
  );
}

/** Of a box that is several elements, the one that has the focus. */
function oneOfMany(active: Element): FoundBox | null {
  const many = found?.boxes.find(({ all }) => all.includes(active));
  return many === undefined ? null : { ...many, element: active };
}

function typing(): Observation['typing'] {
  const active = document.activeElement;
  if (active === null || !isTypedInto(active) || filling.at() !== null) return null;
  return focusedBox()?.box.kind ?? kindOf(active);
}

/** Whether there is anything to be seen; what it says nobody asks. */
function isBlank(): boolean {
  return (
    (document.body.innerText ?? '').trim() === '' && document.querySelector('img, canvas, iframe, svg, input') === null
  );
}

/** The field that has got the focus and was not touched since. */
let entered: Element | null = null;
/** How long libraries set the caret after a touch, ms. */
const caretSettlesMs = 60;

/** A day that stands in a box is written anew, not into: marked at the first touch, so that the first key replaces it. */
function markDay(touched: Element): void {
  if (touched !== entered || !(touched instanceof HTMLInputElement) || typing() !== 'date') return;
  setTimeout(() => {
    if (document.activeElement === touched) touched.select();
  }, caretSettlesMs);
}

let looksSoon = false;
function later(): void {
  if (looksSoon) return;
  looksSoon = true;
  setTimeout(() => {
    looksSoon = false;
    look();
  }, settleMs);
}

function watch(): void {
  new MutationObserver(later).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  addEventListener(
    'focusin',
    ({ target }) => {
      entered = target instanceof Element ? target : null;
      later();
    },
    true,
  );
  addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof Element && target.matches(chosenIn)) {
        visited.add(target);
        picked.add(target);
      }
      later();
    },
    true,
  );
  addEventListener('popstate', later, true);
  // The keys came or went: what is being typed into must still be seen.
  addEventListener('resize', () => {
    const at =
      document.activeElement !== null && isTypedInto(document.activeElement)
        ? document.activeElement
        : outlined?.element;
    if (at !== undefined) bringIntoReach(at);
    later();
  });
  document.addEventListener('tiepdan-print', () => {
    prints += 1;
    later();
  });
  addEventListener(
    'focusout',
    ({ target }) => {
      if (target instanceof Element) visited.add(target);
      later();
    },
    true,
  );
  addEventListener(
    'click',
    ({ target }) => {
      touches += 1;
      if (target instanceof Element) markDay(target);
      entered = null;
      if (target instanceof HTMLSelectElement) picked.delete(target);
      // A quick choice is made between two looks: whoever pressed a list has laid it out.
      const list = target instanceof Node ? found?.boxes.find(({ element }) => isDrawnAt(element, target)) : undefined;
      if (list !== undefined) laidOut.add(list.element);
      const pressed = target instanceof Element ? wholeControl(target, controls) : null;
      if (pressed === null || pressed.matches(':disabled, [aria-disabled=true]')) misses += 1;
      else visited.add(pressed instanceof HTMLLabelElement ? (pressed.control ?? pressed) : pressed);
      if (pressed?.matches(pressedOnce) === true) picked.add(pressed);
      if (pressed !== null) lists.pressed(pressed);
      later();
    },
    true,
  );
}

const companion: Companion = {
  start(known, where) {
    if (profile === null) watch();
    profile = known;
    place = where;
    look();
  },
  async observe(before) {
    if (seen <= before) await new Promise<void>((done) => waiting.push(done));
    return { seen, ...(JSON.parse(told) as Omit<Observation, 'seen'>) };
  },
  guide(where) {
    place = where;
    outlined = null;
    look();
  },
  select(before) {
    const active = document.activeElement;
    if (
      (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) &&
      active.selectionStart !== null
    ) {
      const end = active.selectionStart;
      active.setSelectionRange(Math.max(0, end - before), end);
      return;
    }
    const selection = getSelection();
    for (let count = 0; count < before; count += 1) selection?.modify('extend', 'backward', 'character');
  },
  cardBoxes: () =>
    (found?.boxes ?? []).flatMap(({ box: { id, fills } }) => (fills === undefined ? [] : [{ box: id, fills }])),
  enter(id, value) {
    const element = boxOf(id);
    return element === null ? 'gone' : filling.enter(element, value);
  },
  leave: () => filling.leave(),
  kept(id, value) {
    const element = boxOf(id);
    if (element === null) return false;
    const isKept = keeps(element, value);
    // What the card has filled is done; the outline goes on to what the page did not take.
    if (isKept) visited.add(element);
    else visited.delete(element);
    later();
    return isKept;
  },
  scroll: (screens) => scrollBy({ top: screens * innerHeight, behavior: 'smooth' }),
};
(globalThis as { tiepdan?: Companion }).tiepdan ??= companion;
