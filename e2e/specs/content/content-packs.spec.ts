import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshFolder, type Kiosk, startKiosk } from '../../support/kiosk.ts';
import { Resident } from '../../support/resident.ts';
import { projectRoot } from '../../support/runtime.ts';

/** `npm run content`, as an officer types it. */
function content(...args: string[]): string {
  const ran = spawnSync(process.execPath, [join(projectRoot, 'tools/content/cli.ts'), ...args], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout;
}

async function feeShownBy(kiosk: Kiosk): Promise<string> {
  const resident = new Resident(kiosk.page, 'vi');
  await resident.start();
  await resident.chooseService();
  await resident.find(kiosk.page.getByText(/[67][.]000 đồng/));
  return await kiosk.page.locator('main').innerText();
}

test('a fee changed in a signed pack is shown after the next start; with one byte flipped the last good one stays', async () => {
  test.setTimeout(120_000);
  const desk = freshFolder();
  content('export', join(desk, 'content'));
  content('key', join(desk, 'keys'));
  const service = join(desk, 'content/catalogue/services/dang-ky-tam-tru.json');
  writeFileSync(service, readFileSync(service, 'utf8').replace('"online": 7000', '"online": 6000'));
  const index = join(desk, 'content/catalogue/index.json');
  writeFileSync(index, readFileSync(index, 'utf8').replace(/"version": "[^"]+"/, '"version": "2099-01-01.1"'));
  const pack = join(desk, 'fees.pack');
  content('pack', '--from', join(desk, 'content'), '--key', join(desk, 'keys/content-private-key.pem'), '--out', pack);

  const publicKey = readFileSync(join(desk, 'keys/content-public-key.txt'), 'utf8').trim();
  const folder = freshFolder({ content: { publicKey } });
  const before = await startKiosk({ folder });
  expect(await feeShownBy(before)).toContain('7.000 đồng');
  await before.close();

  mkdirSync(join(folder, 'content'));
  copyFileSync(pack, join(folder, 'content/fees.pack'));
  const after = await startKiosk({ folder });
  expect(await feeShownBy(after)).toContain('6.000 đồng');
  await expect
    .poll(async () => (await after.facts()).ofKind('audit').map(({ body }) => body))
    .toEqual([{ event: 'content-accepted', version: '2099-01-01.1' }]);
  await after.close();

  const bytes = readFileSync(pack);
  bytes[bytes.indexOf('6000')] = '5'.charCodeAt(0);
  writeFileSync(join(folder, 'content/fees.pack'), bytes);
  const flipped = await startKiosk({ folder });
  expect(await feeShownBy(flipped)).toContain('6.000 đồng');
  await expect
    .poll(async () => (await flipped.facts()).ofKind('audit').at(-1)?.body)
    .toEqual({
      event: 'content-refused',
      why: 'changed',
    });
  expect(readFileSync(join(folder, 'logs/terminal.log'), 'utf8')).toContain('it was changed afterwards');
  await flipped.close();
});
