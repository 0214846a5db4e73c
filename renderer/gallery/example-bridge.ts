import { bundledCatalogue, bundledWords } from '../../shared/catalogue/catalogue.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { exampleTerminal } from '../kiosk/examples.ts';

/** A kiosk that stands still at one view, with the real content. */
export function exampleBridge(view: VisitView): Bridge {
  const ignore = (): void => undefined;
  return {
    terminal: async () => exampleTerminal,
    content: async () => ({ catalogue: bundledCatalogue, words: bundledWords }),
    view: async () => view,
    send: ignore,
    painted: ignore,
    alive: ignore,
    onView: () => ignore,
  };
}
