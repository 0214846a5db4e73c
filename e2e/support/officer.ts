import { expect, type Locator, type Page } from '@playwright/test';
import { hashPin } from '../../main/officer/pin.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { OfficerAct } from '../../shared/officer/face.ts';
import { type Language, type TextSize, textSizes } from '../../shared/visit/visit-state.ts';
import { say } from './say.ts';

export const officerPin = '482915';

/** What terminal.json needs so that this officer is let in. */
export const officerConfig = async (): Promise<{ officerPinHash: string }> => ({
  officerPinHash: await hashPin(officerPin),
});

const readingMs = 380;
const cornerMm = 12;
const panelMm = { width: 268, height: 476 };

/** Somebody of the hall who looks after the kiosk. */
export class Officer {
  readonly page: Page;
  readonly language: Language;
  readonly sendNow: Locator;

  constructor(page: Page, language: Language = 'vi') {
    this.page = page;
    this.language = language;
    this.sendNow = page.getByRole('button', { name: say(language, 'officer.send') });
  }

  /** Five presses in the lower left corner and one in the lower right. */
  async knock(): Promise<void> {
    for (let press = 0; press < 5; press += 1) await this.pressCorner('left');
    await this.pressCorner('right');
  }

  async pressCorner(corner: 'left' | 'right'): Promise<void> {
    const glass = await this.page.locator('[data-screen]').boundingBox();
    if (glass === null) throw new Error('no glass');
    const mm = glass.width / panelMm.width;
    const x = corner === 'left' ? cornerMm : panelMm.width - cornerMm;
    await this.page.mouse.click(glass.x + x * mm, glass.y + (panelMm.height - cornerMm) * mm);
  }

  async atState(state: 'pin' | 'status' | 'restart'): Promise<void> {
    await this.page.locator(`[data-officer="${state}"]`).waitFor();
  }

  async enter(pin = officerPin): Promise<void> {
    for (const digit of pin) await this.page.getByRole('button', { name: digit, exact: true }).click();
  }

  /** Past gesture and PIN. */
  async open(): Promise<void> {
    await this.page.locator('[data-screen=attract]').waitFor();
    await this.knock();
    await this.atState('pin');
    await this.enter();
    await this.atState('status');
  }

  /** As this officer reads it; the screen begins in Vietnamese, at M. */
  async setDisplay(textSize: TextSize): Promise<void> {
    if (this.language !== 'vi') await this.press('language.name');
    for (let presses = 0; presses < textSizes.indexOf(textSize); presses += 1) await this.press('display.open');
    await expect(this.page.locator('html')).toHaveAttribute('data-size', textSize);
  }

  async press(key: string): Promise<void> {
    await this.page.waitForTimeout(readingMs);
    await this.page.getByRole('button', { name: say(this.language, key) }).click();
  }

  async close(): Promise<void> {
    await this.press('officer.close');
    await expect(this.page.locator('[data-screen=attract]')).toBeVisible();
  }

  /** What a page could call by itself, whatever stands on the glass. */
  async tell(act: OfficerAct): Promise<void> {
    await this.page.evaluate((told) => (globalThis as unknown as { tiepdan: Bridge }).tiepdan.officerAct(told), act);
  }

  /** The sentence an officer comes for. */
  sentence(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }
}
