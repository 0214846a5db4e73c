import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startKiosk } from '../../support/kiosk.ts';

test('the page runs in the sandbox: Seccomp 2, and no process was started without one', async () => {
  const kiosk = await startKiosk();
  await expect(kiosk.page.locator('[data-screen=attract]')).toBeVisible();
  const page = await kiosk.app.evaluate(({ app }) => app.getAppMetrics().find((metric) => metric.type === 'Tab')?.pid);
  const status = readFileSync(`/proc/${page}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\t2$/m);
  const ours = processTree(kiosk.app.process().pid ?? 0);
  expect(ours).toContain(page);
  for (const pid of ours) expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox');
  expect(process.getuid?.()).not.toBe(0);
  await kiosk.close();
});

function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch (error) {
      // The process ended between the two looks.
      if (!(error instanceof Error)) throw error;
    }
  }
  const within = (pid: number): boolean => pid === root || (parents.has(pid) && within(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(within);
}
