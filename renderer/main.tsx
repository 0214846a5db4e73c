import { createRoot } from 'react-dom/client';
import { Kiosk } from './kiosk/kiosk.tsx';
import { prepareWords } from './words.ts';
import './ui/fonts.css';
import './ui/tokens.css';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no root');
const root = createRoot(element);
const { tiepdan } = window;

addEventListener('contextmenu', (event) => event.preventDefault());
setInterval(() => tiepdan.alive(), 1000);

// The first screen needs no content: it is shown as soon as the terminal is known.
const [terminal, view] = await Promise.all([tiepdan.terminal(), tiepdan.view()]);
await prepareWords(view.language);
root.render(<Kiosk bridge={tiepdan} terminal={terminal} firstView={view} />);
