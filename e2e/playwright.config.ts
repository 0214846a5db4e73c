import { defineConfig } from '@playwright/test';

/** One kiosk at a time: it is a whole program with processes of its own, and figures of time are asserted. */
export default defineConfig({
  testDir: './specs',
  testMatch: '**/*.spec.ts',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: '../out/test-results/files',
  reporter: [['list'], ['json', { outputFile: '../out/test-results/results.json' }]],
});
