import { expect, type Locator, type Page } from '@playwright/test';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { toneOf, withoutTone } from '../../shared/vietnamese/tone.ts';
import type { Language, TextSize, Theme } from '../../shared/visit/visit-state.ts';
import { hosts, type Markup } from '../portal/stand-in.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { filmOf } from './film.ts';
import { freshFolder, type Kiosk, startKiosk } from './kiosk.ts';
import { Resident } from './resident.ts';
import { say } from './say.ts';

/** A kiosk whose portal is the stand-in, with a resident who has opened it at the first step of temporary residence. */
export async function startAtPortal({
  config = {},
  markup = 'blocks',
  portal: running,
  slowMs,
  film,
  language = 'vi',
  display,
  service,
  answers,
}: {
  config?: object;
  markup?: Markup;
  portal?: Portal;
  slowMs?: number;
  /** What the kiosk's camera sees, as the text of a square code. */
  film?: string;
  language?: Language;
  display?: { textSize: TextSize; theme: Theme };
  service?: string;
  answers?: Record<string, string>;
} = {}): Promise<{ kiosk: Kiosk; portal: Portal; resident: OnPortal }> {
  const portal = running ?? (await startPortal({ markup, ...(slowMs === undefined ? {} : { slowMs }) }));
  const kiosk = await startKiosk({
    folder: freshFolder(config),
    args: [...portal.switches, ...(film === undefined ? [] : filmOf(film))],
  });
  // Playwright would answer the dialogs of a page by itself; here the resident does.
  kiosk.app.on('window', (opened) => opened.on('dialog', () => undefined));
  const resident = new OnPortal(kiosk, portal, {
    language,
    ...(service === undefined ? {} : { service }),
    ...(answers === undefined ? {} : { answers }),
  });
  await resident.goToGuide(display);
  return { kiosk, portal, resident };
}

/** Somebody who works on the portal inside the kiosk: touches its page, and types on the kiosk's own keys. */
export class OnPortal extends Resident {
  readonly kiosk: Kiosk;
  readonly portal: Portal;

  constructor(
    kiosk: Kiosk,
    portal: Portal,
    { language = 'vi', ...more }: { language?: Language; service?: string; answers?: Record<string, string> } = {},
  ) {
    super(kiosk.page, language, more);
    this.kiosk = kiosk;
    this.portal = portal;
  }

  async openPortal(): Promise<void> {
    await this.press(say(this.language, 'portal.open'));
    await this.page.locator('[data-portal=open]').waitFor();
  }

  /** Walks on, with what is asked before, to the step at which the portal is opened. */
  async walkToLogIn(): Promise<void> {
    while ((await this.step()) !== 'log-in') await this.onwards();
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

  /** Which box of the profile the companion points at, as the kiosk's own screen knows it. */
  async outlined(): Promise<string | null> {
    return await this.page.evaluate(async () => {
      const { tiepdan } = globalThis as unknown as { tiepdan: Bridge };
      return (await tiepdan.portal()).outlined?.box ?? null;
    });
  }

  async atStep(step: string): Promise<void> {
    await expect(this.page.locator('[data-step]')).toHaveAttribute('data-step', step);
  }

  /** Presses `#go` on a page of the stand-in that asks. */
  async letAsk(name: string): Promise<Page> {
    const guest = await this.guest();
    await guest.goto(`https://dichvucong.gov.vn/hoi/${name}`, { waitUntil: 'commit' });
    this.pressGo(guest);
    await this.page.locator('[data-dialog]').waitFor();
    return guest;
  }

  /** The page stands still as soon as it asks, and a press with it: nobody waits for that. */
  pressGo(guest: Page): void {
    void guest
      .locator('#go')
      .click({ noWaitAfter: true })
      .catch(() => undefined);
  }

  /** The dialog of a page as it stands on the glass. */
  dialog(kind: 'alert' | 'confirm' | 'prompt'): Locator {
    return this.page.locator(`[data-dialog="${kind}"]`);
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

  /** Touches what is called so on the page. */
  async touch(role: 'link' | 'button' | 'checkbox' | 'radio', name: string | RegExp): Promise<void> {
    await (await this.guest()).getByRole(role, { name }).first().click();
  }

  /** From the page after the log-in to the form. */
  async openForm(): Promise<void> {
    if (this.portal.markup() === 'widgets') return await this.atStep('choose-agency');
    await this.touch('link', /Đăng ký tạm trú/);
    await this.touch('link', 'Nộp hồ sơ');
    await this.atStep('choose-agency');
  }

  /** As the portal fills in whoever has logged in. */
  private async fillOwn(): Promise<void> {
    await this.touch('checkbox', /Người khai thông tin/);
    await expect((await this.guest()).locator('#personalNumber')).toHaveValue('099190000001');
  }

  async openCard(): Promise<void> {
    await this.press(say(this.language, 'portal.tools'));
    await this.press(say(this.language, 'tools.card.title'));
    await this.atSheet('card');
  }

  /** Agrees to the card being read, holds it to a scanner that types, and lets it fill the page. */
  async fillFromCard(card: string): Promise<void> {
    await this.openCard();
    await this.press(say(this.language, 'card.agree'));
    await this.press(say(this.language, 'card.go'));
    await this.page.evaluate((keys) => {
      for (const key of [...keys, 'Enter']) dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, card);
    await this.press(say(this.language, 'card.fill'));
    await this.press(say(this.language, 'card.back'));
  }

  /** Files on the long form, step by step with the guide; gives the file code. `fill`: whose papers they are. */
  async fileOnBlocks(fill: () => Promise<void> = async () => await this.fillOwn()): Promise<string> {
    const guest = await this.guest();
    const list = async (id: string, choice: string): Promise<void> => {
      await guest.locator(`#${id} option`, { hasText: choice }).waitFor({ state: 'attached' });
      await guest.locator(`#${id}`).selectOption(choice);
    };
    await list('province', 'Thành phố Hà Nội');
    await list('commune', 'Phường Cửa Nam');
    await this.onwards();
    await this.onwards();
    await fill();
    await this.onwards();
    await list('case', 'Đăng ký tạm trú lập hộ mới');
    await guest.locator('#place').click();
    await this.type('Số 0 phố Không Có Thật');
    await this.doneTyping();
    await this.fill('#from', '01/12/2026');
    await this.fill('#until', '01/12/2027');
    await this.fill('#headName', 'Trần Văn Thử');
    await list('relation', 'Người ở thuê');
    await this.onwards();
    await this.onwards();
    await this.touch('radio', 'Ký vào tờ khai CT01');
    await this.onwards();
    await this.onwards();
    await list('news', 'Qua VNeID');
    await list('result', 'Điện tử');
    await this.onwards();
    await this.fill('#captcha', this.portal.captcha());
    await this.touch('checkbox', /chịu trách nhiệm/);
    await this.onwards();
    await this.touch('button', 'Ghi và gửi hồ sơ');
    const code = guest.locator('#code');
    await code.waitFor();
    return (await code.textContent()) ?? '';
  }

  /** The same on the rewritten portal, one block at a time; the guide goes on with the page by itself. */
  async fileOnWizard(): Promise<string> {
    const guest = await this.guest();
    const pick = async (name: string, choice: string): Promise<void> => {
      await guest.getByRole('combobox', { name }).click();
      await guest.getByRole('option', { name: choice }).click();
    };
    const field = async (name: string, text: string): Promise<void> => {
      await guest.locator('.row', { hasText: name }).locator('input').click();
      await this.type(text);
      await this.doneTyping();
    };
    await pick('Tỉnh/Thành phố', 'Thành phố Hà Nội');
    await pick('Xã/Phường', 'Phường Cửa Nam');
    await this.touch('button', 'Tiếp tục');
    await this.atStep('who-moves');
    await this.onwards();
    await this.touch('checkbox', /Người khai thông tin/);
    await this.touch('button', 'Tiếp tục');
    await this.onwards();
    await this.atStep('dwelling');
    await pick('Trường hợp', 'Lập hộ mới');
    await field('Nơi đề nghị tạm trú', 'Số 0 phố Không Có Thật');
    await field('Từ ngày', '01/12/2026');
    await field('Đến ngày', '01/12/2027');
    await this.touch('button', 'Tiếp tục');
    await this.atStep('consent-way');
    await this.onwards();
    await this.touch('checkbox', /CT01/);
    await this.touch('button', 'Tiếp tục');
    await this.atStep('attach');
    await this.touch('button', 'Tiếp tục');
    await this.atStep('receive');
    await pick('Nhận thông báo qua', 'VNeID');
    await this.touch('button', 'Tiếp tục');
    await this.atStep('review');
    await field('Mã xác nhận', this.portal.captcha());
    await this.touch('checkbox', /chịu trách nhiệm/);
    await this.touch('button', 'Nộp hồ sơ');
    const code = guest.locator('#code');
    await code.waitFor();
    return (await code.textContent()) ?? '';
  }

  /** From the file code to the ending. */
  async payAndFinish(): Promise<void> {
    await this.touch('link', 'Thanh toán');
    await this.atStep('pay');
    await this.touch('button', 'Thanh toán ngay');
    await this.atStep('track');
    await this.onwards();
    await this.at('ending');
  }

  async logIn(look: (name: string) => Promise<void> = async () => undefined): Promise<void> {
    if (this.portal.markup() === 'widgets') return await this.logInAtOwnHost(look);
    const guest = await this.guest();
    await guest.getByRole('link', { name: 'Đăng nhập' }).click();
    await this.fill('#account', '099190000001');
    await (await this.guest()).locator('#password').click();
    await this.type('Matkhau1@');
    await this.doneTyping();
    await (await this.guest()).getByRole('button', { name: 'Đăng nhập' }).click();
    await expect.poll(() => this.portal.otp()).toMatch(/^\d{6}$/);
    await this.fill('[name=code]', this.portal.otp());
    await (await this.guest()).getByRole('button', { name: 'Xác nhận' }).click();
    await this.atStep('find-service');
  }

  /** Number, password, and a code of six boxes, at the one log-in to which every host sends. */
  private async logInAtOwnHost(look: (name: string) => Promise<void>): Promise<void> {
    await this.atHost(hosts.logIn);
    await look('log-in');
    await this.fill('#username', '099190000001');
    await (await this.guest()).locator('#password').click();
    await this.type('Matkhau1@');
    await look('password-keys');
    await this.doneTyping();
    await this.touch('button', 'Đăng nhập');
    await this.typeCode();
    await this.atHost(hosts.residence);
  }

  /** The code from the phone, a digit a box, on keys that stay where they are. */
  async typeCode(): Promise<void> {
    await expect.poll(() => this.portal.otp()).toMatch(/^\d{6}$/);
    const guest = await this.guest();
    await guest.locator('#otp-input').first().click();
    await this.type(this.portal.otp());
    await this.doneTyping();
    await this.touch('button', 'Xác nhận');
  }

  async atHost(host: string): Promise<void> {
    await expect.poll(async () => new URL((await this.guest()).url()).host).toBe(host);
  }
}
