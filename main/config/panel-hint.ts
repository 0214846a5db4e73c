import { readFileSync } from 'node:fs';

/** The panel of the design, 21.5 inch portrait: for a window when terminal.json does not say what the glass is. */
const usualPanel = { widthPx: 1080, heightPx: 1920 };

/**
 * What a window must know before terminal.json is checked, which takes longer than opening it. A file that is wrong gives
 * the usual panel here and its faults there.
 */
export function panelHint(file: string): { widthPx: number; heightPx: number } {
  try {
    const { panel } = JSON.parse(readFileSync(file, 'utf8')) as { panel?: { widthPx?: unknown; heightPx?: unknown } };
    return {
      widthPx: pixels(panel?.widthPx, usualPanel.widthPx),
      heightPx: pixels(panel?.heightPx, usualPanel.heightPx),
    };
  } catch {
    return usualPanel;
  }
}

function pixels(value: unknown, usual: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 480 && value <= 8192 ? value : usual;
}
