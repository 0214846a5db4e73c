import type { TerminalStore } from '../../../db/terminal/store.ts';
import { temporaryFolder } from '../../../db/testing/temporary.ts';
import type { TestHub } from '../../../hub/testing/test-hub.ts';
import { type Connection, connectHub } from '../connect-hub.ts';

/** A terminal's line to a hub, with a code that lets it in; `address`: of what stands between them. */
export async function connectTo(
  store: TerminalStore,
  hub: Pick<TestHub, 'address' | 'code'>,
  {
    address = hub.address,
    ca = null,
    folder = temporaryFolder(),
    now = Date.now,
  }: {
    address?: string;
    ca?: string | null;
    folder?: string;
    now?: () => number;
  } = {},
): Promise<Connection> {
  const code = { text: await hub.code(), once: true };
  return await connectHub({ hub: { name: hub.address, address, code }, ca, folder, store, now });
}
