import { keptLog } from '../../../db/testing/temporary.ts';
import { readContentFiles } from '../../../tools/content/read-content.ts';
import { parseTerminalConfig } from '../../config/terminal-config.ts';
import { startTerminal, type Terminal } from '../../start-terminal.ts';

/** A whole terminal without Electron, as a machine without terminal.json is one; `onBroken`: it cannot keep facts any more. */
export function startWholeTerminal(folder: string, onBroken: (code: string, error: unknown) => void): Terminal {
  const config = parseTerminalConfig({});
  if (!config.ok) throw new Error('the default configuration is wrong');
  return startTerminal({
    config: config.value,
    folder,
    builtContent: readContentFiles(),
    version: '0.0.0',
    electron: 'none',
    firstScreen: Promise.resolve(),
    log: keptLog(),
    now: Date.now,
    onBroken,
    retryMs: 50,
  });
}
