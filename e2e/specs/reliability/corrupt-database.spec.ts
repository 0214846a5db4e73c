import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';

test('a corrupt database is set aside loudly, a new stream begins and the kiosk serves on F12 @fault', async () => {
  const first = await startKiosk();
  await expect.poll(async () => (await first.facts()).ofKind('device.health').length).toBe(1);
  const { folder } = first;
  await first.kill();
  // Both, or SQLite would mend the file from its log.
  for (const name of ['terminal.sqlite', 'terminal.sqlite-wal']) {
    const file = join(folder, name);
    writeFileSync(file, Buffer.alloc(readFileSync(file).length, 0x5a));
  }

  const second = await startKiosk({ folder });
  await expect(second.page.locator('[data-screen=attract]')).toBeVisible();
  await expect.poll(async () => (await second.facts()).ofKind('audit').length).toBeGreaterThan(0);
  const facts = await second.facts();
  expect(facts.ofKind('audit').map((fact) => fact.body.event)).toContain('database-set-aside');
  expect(new Set(facts.ofKind('device.health').map((fact) => fact.stream)).size).toBe(2);
  expect(readdirSync(folder).filter((name) => name.startsWith('terminal-corrupt-'))).not.toEqual([]);
  expect(readFileSync(join(folder, 'logs/terminal.log'), 'utf8')).toContain('set aside');
  await second.close();
});
