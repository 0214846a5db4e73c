import type { Page } from '@playwright/test';

/** What the checklist says about sizes, in mm; the ids are those of the kiosk checklist (K-01 ...). */
const limits = {
  smallestTarget: 16,
  smallestGap: 3,
  smallestCapital: 4.2,
  /** 1220 mm above the floor, on the panel the tests run on: 476 mm high, its lower edge at 850 mm. */
  reachFromTop: 106,
  panelWidth: 268,
  panelHeight: 476,
  /** Be Vietnam Pro. */
  capitalShare: 0.74,
  /** Rounding of a pixel. */
  tolerance: 0.3,
};

/** Everything on the glass that breaks a rule of size, reach or room; one line each. */
export async function measureScreen(page: Page): Promise<string[]> {
  return await page.evaluate((rules) => {
    const faults: string[] = [];
    const mm = Math.min(innerWidth / rules.panelWidth, innerHeight / rules.panelHeight);
    const named = (element: Element): string => `"${(element.textContent ?? '').trim().slice(0, 40)}"`;
    const stage = document.querySelector('[data-screen]')?.getBoundingClientRect() ?? new DOMRect();

    const targets = [...document.querySelectorAll('button')].map((element) => ({
      element,
      box: element.getBoundingClientRect(),
    }));
    for (const { element, box } of targets) {
      const smallest = Math.min(box.width, box.height) / mm;
      if (smallest < rules.smallestTarget - rules.tolerance)
        faults.push(`K-01 ${named(element)} is ${smallest.toFixed(1)} mm`);
      if ((box.top - stage.top) / mm < rules.reachFromTop - rules.tolerance)
        faults.push(`K-18 ${named(element)} is out of reach`);
    }
    for (const [index, one] of targets.entries()) {
      for (const other of targets.slice(index + 1)) {
        const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
        const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
        const gap = Math.max(across, down) / mm;
        if (gap < rules.smallestGap - rules.tolerance)
          faults.push(`K-02 ${named(one.element)} and ${named(other.element)}: ${gap.toFixed(1)} mm apart`);
      }
    }

    const all = [...document.querySelectorAll<HTMLElement>('[data-screen], [data-screen] *')].filter(
      (element) => element.closest('svg') === null,
    );
    for (const element of all) {
      const box = element.getBoundingClientRect();
      const outside =
        box.right > stage.right + 1 ||
        box.bottom > stage.bottom + 1 ||
        box.left < stage.left - 1 ||
        box.top < stage.top - 1;
      if (outside && box.width > 0) faults.push(`K-08 ${named(element)} reaches over the glass`);
      if (
        element.scrollHeight > element.clientHeight + 1 &&
        element.clientHeight > 0 &&
        getComputedStyle(element).display !== 'inline'
      ) {
        faults.push(
          `K-08 ${element.tagName} ${named(element)} is ${element.scrollHeight - element.clientHeight} px too high for its box`,
        );
      }
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 0 &&
        getComputedStyle(element).display !== 'inline'
      ) {
        faults.push(
          `K-08 ${element.tagName} ${named(element)} is ${element.scrollWidth - element.clientWidth} px too wide for its box`,
        );
      }
      const ownText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (!ownText) continue;
      const style = getComputedStyle(element);
      const capital = (Number.parseFloat(style.fontSize) * rules.capitalShare) / mm;
      if (capital < rules.smallestCapital - 0.05)
        faults.push(`K-11 ${named(element)} has capitals of ${capital.toFixed(1)} mm`);
      if (style.fontStyle === 'italic' || style.textTransform === 'uppercase')
        faults.push(`K-14 ${named(element)} is slanted or all capitals`);
      const line = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
      if (line < 1.34) faults.push(`K-13 ${named(element)} has lines of ${line.toFixed(2)}`);
    }
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) faults.push(`${headings} main headings`);
    // What lies over something else: pages too high for their room push into the buttons under them.
    const cards = [...document.querySelectorAll('main > *')].map((element) => ({
      element,
      box: element.getBoundingClientRect(),
    }));
    for (const [index, one] of cards.entries()) {
      const next = cards[index + 1];
      if (next !== undefined && one.box.bottom > next.box.top + 1)
        faults.push(`K-08 ${named(one.element)} lies over ${named(next.element)}`);
    }
    return [...new Set(faults)];
  }, limits);
}
