import type { WebContents } from 'electron';
import { givePromptBack } from './page-dialogs.ts';

/** Before any script of a page: a print dialog has no switch of its own. */
const noPrinting = `window.print = () => { document.dispatchEvent(new CustomEvent('tiepdan-print')); };`;

/** What no page of the State or of a bank may do here, whatever else differs between them. */
export function closeWaysOut(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('certificate-error', (event, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  contents.on('select-client-certificate', (event, _url, _list, answer) => {
    event.preventDefault();
    // None: typed as if there had to be one.
    (answer as () => void)();
  });
  contents.on('login', (event, _details, _info, answer) => {
    event.preventDefault();
    answer();
  });
  contents.on('context-menu', (event) => event.preventDefault());
  contents.on('devtools-opened', () => contents.closeDevTools());
  contents.on(
    'enter-html-full-screen',
    () => void contents.executeJavaScript('document.exitFullscreen()').catch(() => undefined),
  );
}

/**
 * Three things of a page have no switch but the debugger's: the file chooser, the print dialog, and that the page takes
 * our keyboard for another window and thinks it lost the focus. It is ours alone and speaks to no network. The page has
 * to have a process already.
 */
export async function takeOverDialogs(contents: WebContents, onFileWanted: (box: number) => void): Promise<void> {
  const { debugger: debug } = contents;
  debug.attach('1.3');
  debug.on('message', (_event, method, details: { backendNodeId?: number }) => {
    if (method === 'Page.fileChooserOpened') onFileWanted(details.backendNodeId ?? 0);
  });
  await debug.sendCommand('Page.enable');
  await debug.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true });
  await debug.sendCommand('Page.addScriptToEvaluateOnNewDocument', {
    source: noPrinting + givePromptBack,
    runImmediately: true,
  });
  await debug.sendCommand('Emulation.setFocusEmulationEnabled', { enabled: true });
}
