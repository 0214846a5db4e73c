import { join } from 'node:path';
import type { Language, TextSize, Theme } from '../../shared/visit/visit-state.ts';
import { startPortal } from '../portal/start-portal.ts';
import { startAtPortal } from '../support/on-portal.ts';
import { say } from '../support/say.ts';
import { camera } from './camera.ts';

/** Temporary residence filed on the stand-in inside the kiosk, as a resident sees it; returns how many pictures it took. */
export async function portalTour(
  out: string,
  { language, textSize, theme }: { language: Language; textSize: TextSize; theme: Theme },
): Promise<number> {
  const portal = await startPortal();
  const { kiosk, resident } = await startAtPortal({ portal, language, display: { textSize, theme } });
  const { take, taken } = camera(kiosk, join(out, language));
  const look = async (name: string): Promise<void> => {
    await kiosk.page.waitForTimeout(700);
    await take(name);
  };
  await look('step');
  await resident.openPortal();
  await look('portal');
  await resident.logIn(look);
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
  await resident.openForm();
  await resident.fileOnBlocks(look);
  await resident.payAndFinish();
  await kiosk.close();
  await portal.close();
  return taken.length;
}
