import { defineConfig } from '@playwright/test';

const everyScreen = '**/every-service.spec.ts';

/**
 * One kiosk at a time: it is a whole program with processes of its own, and figures of time are asserted. Beside it goes
 * the one that shows every screen in turn and is never typed into; it leaves a processor half idle.
 */
export default defineConfig({
  testDir: './specs',
  testMatch: '**/*.spec.ts',
  workers: 2,
  projects: [
    { name: 'journeys', testIgnore: everyScreen, workers: 1 },
    { name: 'screens', testMatch: everyScreen, workers: 1 },
  ],
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: '../out/test-results/files',
  reporter: [['list'], ['json', { outputFile: '../out/test-results/results.json' }]],
});
