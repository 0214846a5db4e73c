import { type CDPSession, expect, type Locator, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';
import { startAtPortal } from '../../support/on-portal.ts';
import { Resident } from '../../support/resident.ts';
import { say } from '../../support/say.ts';

interface Point {
  x: number;
  y: number;
}

/** Fingers on the glass, as the screen's own driver would report them. */
async function touch(session: CDPSession, path: Point[], resting?: Point): Promise<void> {
  const points = (point: Point) => [...(resting === undefined ? [] : [{ ...resting, id: 9 }]), { ...point, id: 1 }];
  if (resting !== undefined) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ ...resting, id: 9 }] });
  }
  const [start, ...moves] = path;
  if (start === undefined) return;
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(start) });
  for (const move of moves)
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(move) });
  await session.send('Input.dispatchTouchEvent', {
    type: 'touchEnd',
    touchPoints: resting === undefined ? [] : [{ ...resting, id: 9 }],
  });
  if (resting !== undefined) await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function middle(of: Locator): Promise<Point> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('not on the glass');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const slip = (from: Point, by: number): Point[] =>
  [0, 0.25, 0.5, 0.75, 1].map((share) => ({ x: from.x + by * share, y: from.y }));

test('a finger that slips inside the button presses it (K-03), one that leaves it does not, a resting one does not disturb (K-04)', async () => {
  const kiosk = await startKiosk();
  const { page } = kiosk;
  const resident = new Resident(page, 'vi');
  await resident.start();
  const session = await page.context().newCDPSession(page);
  const search = resident.button(say('vi', 'choose.search'));
  const back = resident.button(say('vi', 'bar.back'));
  const settled = (): Promise<void> => page.waitForTimeout(450);

  await settled();
  const from = await middle(search);
  await touch(session, [from, { x: from.x, y: from.y - 400 }]);
  await settled();
  await expect(page.locator('[data-screen=choose]')).toBeVisible();

  await touch(session, slip(from, 40));
  await resident.at('search');
  await settled();
  await touch(session, [await middle(back)], { x: 500, y: 250 });
  await resident.at('choose');
  await settled();
  await touch(session, [await middle(search)]);
  await resident.at('search');
  await kiosk.close();
});

test('so do the keys on the glass: a slip types its letter once, a finger that leaves types none, a resting one disturbs nothing (K-03 K-04)', async () => {
  const { kiosk, portal, resident } = await startAtPortal();
  const { page } = kiosk;
  await resident.openPortal();
  const guest = await resident.guest();
  await guest.getByRole('link', { name: 'Đăng nhập' }).click();
  await guest.locator('#account').click();
  const keys = page.locator('[data-keyboard]');
  await keys.waitFor();
  const session = await page.context().newCDPSession(page);
  const key = async (name: string): Promise<Point> => await middle(keys.getByRole('button', { name, exact: true }));
  const typed = guest.locator('#account');

  await touch(session, slip(await key('5'), 40));
  await expect(typed).toHaveValue('5');
  const six = await key('6');
  await touch(session, [six, { x: six.x, y: six.y - 500 }]);
  await touch(session, [await key('7')], { x: 500, y: 250 });
  await expect(typed).toHaveValue('57');
  await touch(session, [await key('8')]);
  await expect(typed).toHaveValue('578');
  await kiosk.close();
  await portal.close();
});
