import type { PortalTrouble } from '../../shared/catalogue/portal-schema.ts';
import type { BlockReason } from '../../shared/facts/facts.ts';
import type { DialogFace } from '../../shared/portal/face.ts';
import type { DialogDesk } from './dialog-desk.ts';
import type { PluggedInKey } from './plugged-in-keys.ts';

/** A portal's page, as the rest of the program deals with it; Electron is behind it. */
export interface GuestPage {
  open(address: string): Promise<void>;
  /** Where it stands on the window, CSS pixels; null: not to be seen. */
  place(area: { x: number; y: number; width: number; height: number } | null): void;
  /** Asks the companion on the page; rejects when the page goes away before it answers. */
  evaluate(code: string): Promise<unknown>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Puts a file where the page asked for one last; false when it cannot. It goes from memory to memory. */
  attach(file: { name: string; type: string; bytes: Uint8Array }): Promise<boolean>;
  key(key: 'Backspace' | 'Enter' | 'Tab'): void;
  /** How large the page is shown: 1 is as the portal made it. */
  zoom(factor: number): void;
  /** Takes the window away that one pays in; the portal's page under it is as it was. */
  leavePayment(): void;
  /** Gives the page the resident's answer to its dialog. */
  answer: DialogDesk['answer'];
  /** Stops a page that asks on and on: the bank's is closed, the portal's opened again, or left for its first page at `home`. */
  stop(dialog: number, home: string): void;
  /** The page's own number; whatever else is in its session is a window to pay in. */
  id(): number;
  back(): void;
  reload(): void;
  canGoBack(): boolean;
  address(): string;
  /** At once, without asking the page. */
  close(): void;
}

/** What is heard of a page from outside of it. */
export interface GuestPageEvents {
  onLoading(loading: boolean): void;
  /** The companion is on the page. False: the server said that it failed. */
  onReady(fine: boolean): void;
  onMoved(): void;
  onFailed(trouble: PortalTrouble): void;
  onHung(): void;
  onFileWanted(): void;
  /** A page stands still until this is answered; null: no more. */
  onDialog(dialog: DialogFace | null): void;
  /** A page to pay on stands over the portal's; null: no more. */
  onPaying(host: string | null): void;
  /** A keyboard that is plugged in. True: it was dealt with, the page does not get it. */
  onKey(key: PluggedInKey): boolean;
  onBlocked(why: BlockReason, address: string): void;
}
