import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
/** The oldest runtime that tests run on; a release runs on the pinned, newer one. */
const oldest = { node: 'node20.18', chrome: 'chrome130' };
/** What cannot be bundled: Electron itself, the compiled driver, and knex, which looks for its drivers by itself. */
const external = ['electron', 'knex', 'sqlite3'];

/** Fonts keep their names: the hub finds them by these (`hub/fonts`), and pages ask for them before their style does. */
const fileName = ({ names }: { names: string[] }): string =>
  names[0]?.endsWith('.ttf') === true ? 'fonts/[name][extname]' : 'assets/[name]-[hash][extname]';

/** The fonts come along with the page's code and not after it, so that its first words stand in their own letters. */
const fontsAtOnce: Plugin = {
  name: 'fonts-at-once',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => file.startsWith('fonts/'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/ttf', crossorigin: '', href: `./${file}` },
          injectTo: 'head',
        })),
  },
};

export default defineConfig({
  main: {
    build: {
      outDir: join(root, 'out/main'),
      target: oldest.node,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { index: join(root, 'main/index.ts'), hub: join(root, 'hub/embedded.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(root, 'out/preload'),
      target: oldest.node,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: {
          index: join(root, 'main/preload/index.ts'),
          // Not a preload: the script that reads a portal's page, one file like the other.
          companion: join(root, 'renderer/companion/companion.ts'),
          // Nor is this: it runs on a resident's telephone.
          phone: join(root, 'renderer/phone/phone.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    plugins: [react(), fontsAtOnce],
    build: {
      outDir: join(root, 'out/renderer'),
      target: oldest.chrome,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: {
          index: join(root, 'renderer/index.html'),
          'out-of-service': join(root, 'renderer/out-of-service.html'),
          slip: join(root, 'renderer/slip.html'),
        },
        output: { assetFileNames: fileName },
      },
    },
  },
});
