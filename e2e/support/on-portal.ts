import { expect, type Page } from '@playwright/test';
import { toneOf, withoutTone } from '../../shared/vietnamese/tone.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { freshFolder, type Kiosk, startKiosk } from './kiosk.ts';
import { Resident } from './resident.ts';
import { say } from './say.ts';

/** A kiosk whose portal is the stand-in, with a resident who has opened it at the first step of temporary residence. */
export async function startAtPortal({
  config = {},
  markup = 'blocks',
  portal: running,
  slowMs,
}: {
  config?: object;
  markup?: 'blocks' | 'wizard';
  portal?: Portal;
  slowMs?: number;
} = {}): Promise<{ kiosk: Kiosk; portal: Portal; resident: OnPortal }> {
  const portal = running ?? (await startPortal({ markup, ...(slowMs === undefined ? {} : { slowMs }) }));
  const kiosk = await startKiosk({ folder: freshFolder(config), args: portal.switches });
  const resident = new OnPortal(kiosk, portal);
  await resident.goToGuide();
  return { kiosk, portal, resident };
}

/** Somebody who works on the portal inside the kiosk: touches its page, and types on the kiosk's own keys. */
export class OnPortal extends Resident {
  readonly kiosk: Kiosk;
  readonly portal: Portal;

  constructor(kiosk: Kiosk, portal: Portal, answers: Record<string, string> = {}) {
    super(kiosk.page, 'vi', { answers });
    this.kiosk = kiosk;
    this.portal = portal;
  }

  async openPortal(): Promise<void> {
    await this.press('dichvucong.gov.vn');
    await this.page.locator('[data-portal=open]').waitFor();
  }

  /** The portal's page as it is now. */
  async guest(): Promise<Page> {
    await expect
      .poll(() => this.kiosk.app.windows().filter((page) => page.url().startsWith('https://')).length)
      .toBe(1);
    const found = this.kiosk.app.windows().find((page) => page.url().startsWith('https://'));
    if (found === undefined) throw new Error('no page of a portal is open');
    return found;
  }

  async atStep(step: string): Promise<void> {
    await expect(this.page.locator('[data-step]')).toHaveAttribute('data-step', step);
  }

  /** Types on the keys of the glass into the field that has the focus on the page. */
  async type(text: string): Promise<void> {
    await this.page.locator('[data-keyboard]').waitFor();
    for (const word of text.split(/(?<= )/)) {
      for (const letter of withoutTone(word)) await this.key(letter);
      const tone = toneOf(word);
      if (tone === null) continue;
      if (word.endsWith(' ')) await this.key('backspace');
      await this.pressKey(new RegExp(`${say('vi', `keyboard.tone.${tone}`)}$`));
      if (word.endsWith(' ')) await this.key(' ');
    }
  }

  private async key(letter: string): Promise<void> {
    if (letter === ' ') return await this.pressKey(say(this.language, 'keyboard.space'));
    if (letter === 'backspace') return await this.pressKey(say(this.language, 'keyboard.delete'));
    const named = this.page.locator('[data-keyboard]').getByRole('button', { name: letter, exact: true });
    if ((await named.count()) === 0) {
      // In capitals or not: the keys show what they will type.
      const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      const isName = (await this.page.locator('[data-keyboard=name]').count()) > 0;
      if (!isName) await this.pressKey(say(this.language, 'keyboard.shift'));
      return await this.pressKey(isName ? other : letter);
    }
    await named.click();
  }

  private async pressKey(name: string | RegExp): Promise<void> {
    await this.page
      .locator('[data-keyboard]')
      .getByRole('button', { name, exact: typeof name === 'string' })
      .click();
  }

  async doneTyping(): Promise<void> {
    await this.pressKey(say(this.language, 'keyboard.done'));
    await expect(this.page.locator('[data-keyboard]')).toHaveCount(0);
  }

  /** Touches a field of the page by its selector and types into it. */
  async fill(selector: string, text: string): Promise<void> {
    const guest = await this.guest();
    await guest.locator(selector).click();
    await this.type(text);
    await this.doneTyping();
  }

  async logIn(): Promise<void> {
    const guest = await this.guest();
    await guest.getByRole('link', { name: 'Đăng nhập' }).click();
    await this.fill('#account', '099190000001');
    await this.fill('#password', 'Matkhau1@');
    await (await this.guest()).getByRole('button', { name: 'Đăng nhập' }).click();
    await expect.poll(() => this.portal.otp()).toMatch(/^\d{6}$/);
    await this.fill('[name=code]', this.portal.otp());
    await (await this.guest()).getByRole('button', { name: 'Xác nhận' }).click();
    await this.atStep('find-service');
  }
}
