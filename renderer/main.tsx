import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/ipc/bridge.ts';
import { Kiosk } from './kiosk/kiosk.tsx';
import { showOutOfService } from './out-of-service/panel.ts';
import { prepareWords } from './words.ts';
import './ui/fonts.css';
import './ui/tokens.css';

async function startKiosk(bridge: Bridge): Promise<void> {
  const pulse = setInterval(() => bridge.alive(), 1000);
  /** A page with a fault falls silent: main then forgets whoever was here and starts it anew. */
  const giveUp = (): void => {
    clearInterval(pulse);
    showOutOfService('screen');
  };
  addEventListener('unhandledrejection', giveUp);
  addEventListener('contextmenu', (event) => event.preventDefault());

  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no root');
  const root = createRoot(element, { onUncaughtError: giveUp });
  // The first screen needs no content: it is shown as soon as the terminal is known.
  const [terminal, view] = await Promise.all([bridge.terminal(), bridge.view()]);
  await Promise.all([prepareWords(view.language, terminal.screens), loadLetters()]);
  root.render(<Kiosk bridge={bridge} terminal={terminal} firstView={view} />);
}

/** Screens measure what fits on a page, which is true only in their own letters. Damaged files: they stand in others. */
async function loadLetters(): Promise<void> {
  await Promise.allSettled([400, 600, 700].map((weight) => document.fonts.load(`${weight} 1em "Be Vietnam Pro"`)));
}

// In development, without a kiosk around it, the page shows its examples. Built, it knows nothing of them.
if (import.meta.env.DEV && !('tiepdan' in window)) void import('./gallery/gallery.tsx');
else void startKiosk(window.tiepdan);
