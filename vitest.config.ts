import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,db,wire,hub,main,renderer,tools}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'db/testing/postgres.ts',
    testTimeout: 30_000,
  },
});
