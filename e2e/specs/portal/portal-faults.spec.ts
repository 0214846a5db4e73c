import { expect, test } from '@playwright/test';
import { bundledContent } from '../../../tools/content/read-content.ts';
import { type PortalFault, portalFaults } from '../../portal/faults.ts';
import { hosts, type Markup } from '../../portal/stand-in.ts';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import { makeSendable } from '../../support/live-forms.ts';
import { type OnPortal, startAtPortal } from '../../support/on-portal.ts';
import { say } from '../../support/say.ts';

test.setTimeout(120_000);

/** How a resident runs into a fault, and how they get out of it once it is over. */
interface Run {
  /** What the kiosk says, which is what it counts. */
  trouble: keyof typeof bundledContent.catalogue.troubles;
  /** Which make of the portal has it; blocks where nothing is said. */
  markup?: Markup;
  /** To where it happens, with the portal well. */
  arrive(resident: OnPortal): Promise<void>;
  meet(resident: OnPortal): Promise<void>;
  recover(resident: OnPortal): Promise<void>;
}

/** How the kiosk is to notice within, ms: it waits itself before it calls something slow or empty. */
const noticedWithin = 30_000;

const toForm = async (resident: OnPortal): Promise<void> => {
  await resident.logIn();
  await resident.openForm();
};
const loadAgain = async (resident: OnPortal): Promise<void> => resident.press(say('vi', 'noticed.again'));
const understood = async (resident: OnPortal): Promise<void> => resident.press(say('vi', 'noticed.goOn'));
/** To the end of the long form without filling what the server does not look at. */
const send = async (resident: OnPortal): Promise<void> => {
  await resident.fill('#captcha', resident.portal.captcha());
  await resident.touch('checkbox', /chịu trách nhiệm/);
  await resident.touch('button', 'Ghi và gửi hồ sơ');
};
const sendAndSee = async (resident: OnPortal): Promise<void> => {
  await understood(resident);
  await send(resident);
  await (await resident.guest()).locator('#code').waitFor();
};
const sent = { meet: async (resident: OnPortal) => send(resident), recover: sendAndSee };
const onForm = (run: Pick<Run, 'meet' | 'recover'>, trouble: Run['trouble']): Run => ({
  ...run,
  trouble,
  arrive: toForm,
});
const toHome = async (resident: OnPortal): Promise<void> =>
  (await resident.guest()).getByRole('link', { name: 'Thủ tục hành chính' }).waitFor();
/** The fault is on before anything of the page is asked for. */
const atOnce = (trouble: Run['trouble']): Run => ({
  trouble,
  arrive: toHome,
  meet: async (resident) => resident.touch('link', 'Thủ tục hành chính'),
  recover: async (resident) => {
    await loadAgain(resident);
    await (await resident.guest()).getByRole('link', { name: /Đăng ký tạm trú/ }).waitFor();
  },
});

const runs: Record<Exclude<PortalFault, 'changed-markup'>, Run> = {
  slow: {
    ...atOnce('slow'),
    // It comes at last, and the kiosk takes back what it said by itself.
    recover: async (resident) => (await resident.guest()).getByRole('link', { name: /Đăng ký tạm trú/ }).waitFor(),
  },
  down: atOnce('down'),
  'error-500': atOnce('server'),
  blank: atOnce('blank'),
  'bad-certificate': atOnce('certificate'),
  'empty-drop-downs': onForm(
    {
      meet: async (resident) => {
        await (await resident.guest()).reload();
        await (await resident.guest()).locator('#province').click();
      },
      recover: async (resident) => {
        await understood(resident);
        await (await resident.guest()).reload();
        await (await resident.guest()).locator('#province option').nth(1).waitFor({ state: 'attached' });
      },
    },
    'empty-list',
  ),
  'expired-login': onForm(
    {
      meet: async (resident) => resident.touch('button', 'Ghi và gửi hồ sơ'),
      recover: async (resident) => {
        await resident.atStep('log-in');
        await understood(resident);
        await resident.fill('#account', '099190000001');
        await resident.fill('#password', 'Matkhau1@');
        await resident.touch('button', 'Đăng nhập');
        await resident.fill('[name=code]', resident.portal.otp());
        await resident.touch('button', 'Xác nhận');
        await resident.atStep('find-service');
      },
    },
    'logged-out',
  ),
  'not-in-database': onForm(sent, 'mismatch'),
  'wrong-captcha': onForm(sent, 'wrong-picture-code'),
  'too-large-file': onForm(sent, 'too-large'),
  'double-submit': onForm(sent, 'sent-twice'),
  'payment-fails': onForm(
    {
      meet: async (resident) => {
        await send(resident);
        await resident.touch('link', 'Thanh toán');
        await resident.touch('button', 'Thanh toán ngay');
      },
      recover: async (resident) => {
        await understood(resident);
        await resident.touch('button', 'Thanh toán ngay');
        await (await resident.guest()).getByRole('heading', { name: 'Tra cứu hồ sơ' }).waitFor();
      },
    },
    'payment',
  ),
  'account-locked': {
    trouble: 'locked',
    arrive: async (resident) => resident.touch('link', 'Đăng nhập'),
    meet: async (resident) => {
      await resident.touch('button', 'Đăng nhập');
    },
    recover: async (resident) => {
      await understood(resident);
      await resident.fill('#account', '099190000001');
      await resident.fill('#password', 'Matkhau1@');
      await resident.touch('button', 'Đăng nhập');
      await (await resident.guest()).locator('[name=code]').waitFor();
    },
  },
  'no-otp': {
    trouble: 'no-code',
    arrive: async (resident) => {
      await resident.touch('link', 'Đăng nhập');
      await resident.fill('#account', '099190000001');
      await resident.fill('#password', 'Matkhau1@');
      await resident.touch('button', 'Đăng nhập');
    },
    meet: async (resident) => {
      await resident.fill('[name=code]', '000000');
      await resident.touch('button', 'Xác nhận');
    },
    recover: async (resident) => {
      await understood(resident);
      await resident.fill('[name=code]', resident.portal.otp());
      await resident.touch('button', 'Xác nhận');
      await resident.atStep('find-service');
    },
  },
  'request-rejected': {
    trouble: 'server',
    markup: 'widgets',
    arrive: toForm,
    meet: async (resident) => void (await (await resident.guest()).reload()),
    recover: async (resident) => {
      await loadAgain(resident);
      await (await resident.guest()).locator('#cboRECEIVE_ADDR_CITY_CODE').waitFor({ state: 'attached' });
    },
  },
  'no-procedure': {
    trouble: 'not-taken',
    markup: 'widgets',
    arrive: async (resident) => {
      await toForm(resident);
      await (await resident.guest()).goto(`https://${hosts.ministry}/bocongan/bothutuc/tthc?matt=26345`);
    },
    meet: async (resident) => resident.touch('link', 'Nộp hồ sơ'),
    recover: async (resident) => {
      await resident.press(say('vi', 'noticed.door.home'));
      await toHome(resident);
      await resident.atHost(hosts.national);
    },
  },
  standardising: {
    trouble: 'standardising',
    markup: 'widgets',
    arrive: async (resident) => {
      await toForm(resident);
      await resident.press(say('vi', 'portal.tools'));
      await resident.press(say('vi', 'tools.home.title'));
      await resident.touch('link', 'Thủ tục hành chính');
    },
    meet: async (resident) => resident.touch('link', /Đăng ký tạm trú/),
    recover: async (resident) => {
      await resident.press(say('vi', 'noticed.door.entry'));
      await resident.atHost(hosts.residence);
      await resident.atStep('choose-agency');
    },
  },
  'payment-window-refused': {
    trouble: 'sent-unpaid',
    markup: 'widgets',
    arrive: toForm,
    meet: async (resident) => {
      await makeSendable(resident);
      await resident.touch('button', 'Nộp hồ sơ');
    },
    recover: async (resident) => {
      // It went out all the same, and the resident was told so.
      expect(resident.portal.filings.length).toBeGreaterThan(0);
      await understood(resident);
      await resident.touch('button', 'Đóng');
    },
  },
};

let portal: Portal;
test.beforeAll(async () => {
  portal = await startPortal({ slowMs: 14_000 });
});
test.afterAll(async () => portal.close());

for (const [fault, run] of Object.entries(runs) as [keyof typeof runs, Run][]) {
  const difficulty = bundledContent.catalogue.troubles[run.trouble];
  test(`${fault}: explained as not the resident's doing, counted once as ${difficulty}, and recovered from`, async () => {
    portal.clearFaults();
    portal.setMarkup(run.markup ?? 'blocks');
    const { kiosk, resident } = await startAtPortal({ portal });
    await resident.openPortal();
    await run.arrive(resident);
    portal.fault(fault, true);
    // A press may be waited for until its page has come, which is longer than what is looked for here.
    const meeting = run.meet(resident);
    const noticed = kiosk.page.locator(`[data-noticed="${run.trouble}"]`);
    await noticed.waitFor({ timeout: noticedWithin });
    portal.fault(fault, false);
    await meeting;
    await run.recover(resident);
    await expect(noticed).toHaveCount(0);

    await resident.end();
    await expect.poll(async () => (await kiosk.facts()).ofKind('visit.closed').length).toBe(1);
    const reported = (await kiosk.facts()).ofKind('difficulty.reported').map(({ body }) => body);
    expect(reported).toMatchObject([{ difficulty, by: 'kiosk', service: 'dang-ky-tam-tru' }]);
    await kiosk.close();
  });
}

test('every fault of the stand-in is run into', () => {
  expect(Object.keys(runs).concat('changed-markup').sort()).toEqual([...portalFaults].sort());
});
