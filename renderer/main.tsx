import { createRoot } from 'react-dom/client';
import { Kiosk } from './kiosk/kiosk.tsx';
import { showOutOfService } from './out-of-service/panel.ts';
import { prepareWords } from './words.ts';
import './ui/fonts.css';
import './ui/tokens.css';

const { tiepdan } = window;
const pulse = setInterval(() => tiepdan.alive(), 1000);

/** A page with a fault falls silent: main then forgets whoever was here and starts it anew. */
function giveUp(): void {
  clearInterval(pulse);
  showOutOfService('screen');
}

addEventListener('contextmenu', (event) => event.preventDefault());
addEventListener('unhandledrejection', giveUp);

async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no root');
  const root = createRoot(element, { onUncaughtError: giveUp });
  // The first screen needs no content: it is shown as soon as the terminal is known.
  const [terminal, view] = await Promise.all([tiepdan.terminal(), tiepdan.view()]);
  await prepareWords(view.language);
  root.render(<Kiosk bridge={tiepdan} terminal={terminal} firstView={view} />);
}

void start();
