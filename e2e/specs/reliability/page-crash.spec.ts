import { expect, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';

test('a crashed page: the visit is wiped and closed as a fault, the attract screen is back within 5 seconds', async () => {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  const crashed = Date.now();
  await kiosk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  const screen = await screenAgain(kiosk.app);
  expect(screen).toBe('attract');
  expect(Date.now() - crashed).toBeLessThan(5000);
  await expect
    .poll(async () => (await kiosk.facts()).ofKind('visit.closed').map((fact) => fact.body.ending))
    .toEqual(['fault']);
  expect((await kiosk.facts()).ofKind('device.health').map((fact) => fact.body.event)).toContain('screen-lost');
  await kiosk.close();
});

test('a page that hangs is ended and comes back within 5 seconds', async () => {
  const kiosk = await startKiosk();
  const resident = new Resident(kiosk.page, 'vi');
  await resident.goToGuide();
  // The page's own clock gives the blow, so that nothing of the test waits for a page that will never answer.
  await kiosk.page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    }, 50);
  });
  const hung = Date.now();
  await new Promise((done) => setTimeout(done, 1000));
  const screen = await screenAgain(kiosk.app);
  expect(screen).toBe('attract');
  expect(Date.now() - hung).toBeLessThan(5000);
  await expect
    .poll(async () => (await kiosk.facts()).ofKind('device.health').map((fact) => fact.body.event))
    .toContain('screen-hung');
  await kiosk.close();
});

/** Asks main for what its window shows: after a crash the page object of the test is dead. */
async function screenAgain(app: Awaited<ReturnType<typeof startKiosk>>['app']): Promise<string | null> {
  return await app.evaluate(async ({ BrowserWindow }) => {
    const deadline = Date.now() + 8000;
    while (Date.now() < deadline) {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents !== undefined && !contents.isCrashed() && !contents.isLoading()) {
        const answer = contents.executeJavaScript(
          "document.querySelector('[data-screen]')?.getAttribute('data-screen') ?? null",
        );
        const late = new Promise<null>((done) => setTimeout(() => done(null), 300));
        const screen = (await Promise.race([answer.catch(() => null), late])) as string | null;
        if (screen !== null) return screen;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    return null;
  });
}
