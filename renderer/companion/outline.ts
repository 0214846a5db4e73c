const colour = '#f5bc4b';
const ink = '#221500';

/** The amber outline round a box with what to do there; above the page, and no press ever meets it. */
export interface Outline {
  /** `over`: the tip stands above the box, where choices are laid out under it. Several elements get one outline. */
  show(elements: Element[], tip: string, over: boolean): void;
  hide(): void;
}

/** Styles are set by script alone: a page's own policy may forbid style sheets that are not its own. */
export function openOutline(document: Document): Outline {
  const host = document.createElement('div');
  host.style.cssText = 'all: initial; position: fixed; inset: 0; z-index: 2147483647; pointer-events: none';
  host.setAttribute('aria-hidden', 'true');
  const root = host.attachShadow({ mode: 'closed' });
  const frame = document.createElement('div');
  frame.style.cssText = `position: absolute; border: 4px solid ${colour}; border-radius: 10px; display: none`;
  const tip = document.createElement('div');
  tip.style.cssText = `position: absolute; top: calc(100% + 6px); left: -2px; padding: 4px 12px; border-radius: 8px; background: ${colour}; color: ${ink}; font: 600 18px/1.35 "Be Vietnam Pro", "Noto Sans", sans-serif; white-space: nowrap; max-width: 90vw; overflow: hidden; text-overflow: ellipsis`;
  frame.append(tip);
  root.append(frame);
  let targets: Element[] = [];
  let isOver = false;
  const place = (): void => {
    const there = targets.filter((target) => target.isConnected);
    if (there.length === 0) return;
    const box = aroundAll(there.map(around));
    frame.style.display = box.width === 0 ? 'none' : 'block';
    frame.style.left = `${box.left - 10}px`;
    frame.style.top = `${box.top - 10}px`;
    frame.style.width = `${box.width + 8}px`;
    frame.style.height = `${box.height + 8}px`;
    // Where there is no room under it, or choices come there, over it; never off the glass at the top.
    const below = box.top < 48 || (!isOver && box.bottom + 48 < innerHeight);
    tip.style.top = below ? 'calc(100% + 6px)' : 'auto';
    tip.style.bottom = below ? 'auto' : 'calc(100% + 6px)';
    // Never off the glass at the right.
    tip.style.left = `${Math.min(-2, innerWidth - 8 - tip.offsetWidth - (box.left - 10))}px`;
  };
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  return {
    show(elements, words, over) {
      isOver = over;
      if (!host.isConnected) document.documentElement.append(host);
      targets = elements;
      tip.textContent = words;
      place();
    },
    hide() {
      targets = [];
      frame.style.display = 'none';
    },
  };
}

/** A tick is outlined with its words; a hidden file input with what is pressed for it. */
function around(element: Element): DOMRect {
  const own = element.getBoundingClientRect();
  const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : undefined;
  if (label === undefined) return own;
  const words = label.getBoundingClientRect();
  if (own.width === 0) return words;
  if (!element.matches('input[type=checkbox], input[type=radio]')) return own;
  return aroundAll([own, words]);
}

function aroundAll(boxes: DOMRect[]): DOMRect {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return new DOMRect(left, top, right - left, bottom - top);
}
