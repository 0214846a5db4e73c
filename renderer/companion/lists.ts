/** How long a list may take to fill after it was pressed, ms. */
const fillsWithinMs = 5000;

/** Notices a list of choices that stays empty after it was pressed. It counts choices; which one is chosen it does not ask. */
export function openListWatch(onChange: () => void): { pressed(element: Element): void; isEmpty(): boolean } {
  let list: Element | null = null;
  let due = 0;
  return {
    pressed(element) {
      if (!element.matches('select, [role=combobox], [aria-haspopup=listbox]')) return;
      list = element;
      due = performance.now() + fillsWithinMs;
      setTimeout(onChange, fillsWithinMs + 50);
    },
    isEmpty() {
      if (list === null || !list.isConnected || performance.now() < due) return false;
      if (list instanceof HTMLSelectElement) return !list.disabled && list.options.length <= 1;
      const popup =
        document.getElementById(list.getAttribute('aria-controls') ?? '') ?? document.querySelector('[role=listbox]');
      return list.getAttribute('aria-expanded') === 'true' && popup?.querySelector('[role=option]') === null;
    },
  };
}
