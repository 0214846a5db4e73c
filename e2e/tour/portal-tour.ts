import { join } from 'node:path';
import type { Language, TextSize, Theme } from '../../shared/visit/visit-state.ts';
import { hosts } from '../portal/stand-in.ts';
import { startPortal } from '../portal/start-portal.ts';
import { register } from '../support/live-forms.ts';
import { startAtPortal } from '../support/on-portal.ts';
import { say } from '../support/say.ts';
import { camera } from './camera.ts';

/** Temporary residence registered for a tenant on the stand-in inside the kiosk, as a resident sees it; returns how many pictures it took. */
export async function portalTour(
  out: string,
  { language, textSize, theme }: { language: Language; textSize: TextSize; theme: Theme },
): Promise<number> {
  const portal = await startPortal({ markup: 'widgets' });
  const { kiosk, resident } = await startAtPortal({
    portal,
    language,
    display: { textSize, theme },
    config: { card: { reader: 'keyboard' } },
    answers: { declarant: 'other' },
  });
  const { take, taken } = camera(kiosk, join(out, language));
  const look = async (name: string): Promise<void> => {
    await resident.goOnAlone();
    await kiosk.page.waitForTimeout(700);
    await take(name);
  };
  await look('step');
  await resident.openPortal();
  await resident.logIn(look);
  await resident.openForm();
  await resident.press(say(language, 'portal.whole'));
  await look('whole');
  await resident.press(say(language, 'portal.guide'));
  await resident.press(say(language, 'portal.tools'));
  await look('tools');
  await resident.back();
  portal.fault('error-500', true);
  await (await resident.guest()).reload();
  await look('portal-fails');
  portal.clearFaults();
  await resident.press(say(language, 'noticed.again'));
  await resident.atHost(hosts.residence);
  await register(resident, { search: false, look, attach: async () => undefined });
  await kiosk.close();
  await portal.close();
  return taken.length;
}
