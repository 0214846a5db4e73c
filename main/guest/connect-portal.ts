import { readFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import type { Terminal } from '../start-terminal.ts';
import type { ShellWindow } from '../windows/shell-window.ts';
import { createGuestSession, wipeGuestSession } from './guest-session.ts';
import { openGuestView } from './guest-view.ts';
import type { TypingWay } from './plugged-in-keys.ts';
import { type PaperWay, type PortalRunner, runPortal } from './run-portal.ts';
import { speakToCompanion } from './watch-page.ts';

/** Lets visits open the portal of the content in the kiosk's window. Throws when the content has none, which it must not. */
export function connectPortal({
  terminal,
  window,
  script,
  typingWay,
  papers,
  log,
}: {
  terminal: Terminal;
  window: ShellWindow;
  /** The companion's built code. */
  script: string;
  typingWay: TypingWay;
  papers: PaperWay | null;
  log: Log;
}): PortalRunner {
  const { catalogue } = terminal.content;
  const [profile] = catalogue.portals;
  if (profile === undefined) throw new Error('the content knows no portal');
  let code: string | null = null;
  return runPortal({
    visits: terminal.visits,
    profile,
    version: catalogue.version,
    companion: speakToCompanion(profile, catalogue, terminal.screens),
    openGuest(visit, events) {
      code ??= readFileSync(script, 'utf8');
      const { payments } = profile;
      // A payment leads back to the portal, and what leads back is taken over by the portal's own page.
      const paying = { ...payments, origins: [...payments.origins, ...profile.origins] };
      let portalPage: number | undefined;
      const session = createGuestSession(
        visit,
        (contents) => (contents === undefined || contents === portalPage ? profile : paying),
        events.onBlocked,
      );
      const page = openGuestView({ window: window.window, session, allowed: profile, payments, script: code, events });
      portalPage = page.id();
      return { page, wipe: async () => await wipeGuestSession(session) };
    },
    typingWay,
    papers,
    log,
  });
}
