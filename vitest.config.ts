import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['tests/build-once.ts'],
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/fixtures/**', 'tests/e2e/projects/**'],
    testTimeout: 30_000,
  },
});
