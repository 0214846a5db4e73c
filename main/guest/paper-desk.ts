import { randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type PaperKind, paperKindOf, paperLimits, phonePath } from '../../shared/papers/papers.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import type { PapersFace } from '../../shared/portal/face.ts';
import type { TrayClient } from './tray-client.ts';

/** One paper of one visit, in memory. */
export interface Paper {
  number: number;
  kind: PaperKind;
  bytes: Uint8Array;
}

export interface PaperDesk {
  /** Somebody is about to send papers; the words of the page their telephone shows. */
  open(words: Record<string, string>): void;
  find(number: number): Paper | undefined;
  /** Overwrites what there is and closes the tray. */
  forget(): void;
}

interface OpenTray {
  key: Uint8Array;
  /** Its name at the hub; null: not answered yet. */
  tray: string | null;
  until: number;
}

const askEveryMs = 1000;
const nonceBytes = 24;

/**
 * Holds the papers that a resident sends from a telephone until the visit ends: in memory, opened with a key that was made
 * for this tray and that only the square code on the glass carries. What is no picture and no PDF is dropped.
 */
export function openPaperDesk({
  client,
  address,
  onChange,
  now,
}: {
  client: TrayClient;
  /** Where telephones reach the hub. */
  address: string;
  onChange: (face: PapersFace) => void;
  now: () => number;
}): PaperDesk {
  let papers: Paper[] = [];
  let open: OpenTray | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (state: PapersFace['state']): void => {
    const link =
      open === null || open.tray === null || state !== 'waiting'
        ? null
        : `${address.replace(/\/$/, '')}${phonePath}/${open.tray}#${Buffer.from(open.key).toString('base64url')}`;
    const sizes = papers.map(({ number, kind, bytes }) => ({
      number,
      kind,
      kilobytes: Math.ceil(bytes.length / 1024),
    }));
    onChange({ state, address: link, papers: sizes });
  };

  const shut = (): void => {
    clearTimeout(timer);
    if (open === null) return;
    open.key.fill(0);
    if (open.tray !== null) void client.close(open.tray).catch(() => undefined);
    open = null;
  };

  async function ask(tray: OpenTray): Promise<void> {
    const sealed = tray.tray === null ? null : await client.next(tray.tray);
    if (open !== tray) return;
    if (sealed === 'over' || tray.until <= now()) {
      shut();
      show('over');
      return;
    }
    if (sealed !== null) keep(unseal(sealed, tray.key));
    timer = setTimeout(() => void ask(tray).catch(() => failed(tray)), sealed === null ? askEveryMs : 0);
  }

  function failed(tray: OpenTray): void {
    if (open !== tray) return;
    shut();
    show('failed');
  }

  function keep(bytes: Uint8Array | null): void {
    const kind = bytes === null ? null : paperKindOf(bytes);
    if (bytes === null || kind === null || papers.length >= paperLimits.count) return;
    papers = [...papers, { number: papers.length + 1, kind, bytes }];
    show('waiting');
  }

  return {
    find: (wanted) => papers.find(({ number }) => number === wanted),
    open(words) {
      if (open !== null) return;
      const tray: OpenTray = { key: randomBytes(32), tray: null, until: now() + paperLimits.openMs };
      open = tray;
      show('opening');
      client
        .open(words)
        .then(async (name) => {
          if (open !== tray) {
            await client.close(name);
            return;
          }
          tray.tray = name;
          show('waiting');
          await ask(tray);
        })
        .catch(() => failed(tray));
    },
    forget() {
      shut();
      for (const { bytes } of papers) bytes.fill(0);
      papers = [];
      onChange(closedPortal.papers);
    },
  };
}

/** What was sealed, or null when it was not sealed with this key. */
function unseal(sealed: Uint8Array, key: Uint8Array): Uint8Array | null {
  try {
    return xchacha20poly1305(key, sealed.subarray(0, nonceBytes)).decrypt(sealed.subarray(nonceBytes));
  } catch {
    return null;
  }
}
