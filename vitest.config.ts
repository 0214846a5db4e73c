import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,db,hub,main,renderer,tools}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
