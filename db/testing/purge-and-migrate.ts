import { openStore } from './temporary.ts';

/** Opens what lies in this folder, which may bring its schema up to date, and lets go of all that may go; then ends. */
const store = await openStore({ folder: process.argv[2] ?? '', now: () => Date.now() + 40 * 86_400_000 });
await store.retention.pass();
await store.close();
