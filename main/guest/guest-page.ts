import type { PortalTrouble } from '../../shared/catalogue/portal-schema.ts';
import type { BlockReason } from '../../shared/facts/facts.ts';

/** A portal's page, as the rest of the program deals with it; Electron is behind it. */
export interface GuestPage {
  open(address: string): Promise<void>;
  /** Where it stands on the window, CSS pixels; null: not to be seen. */
  place(area: { x: number; y: number; width: number; height: number } | null): void;
  /** Asks the companion on the page; rejects when the page goes away before it answers. */
  evaluate(code: string): Promise<unknown>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  key(key: 'Backspace' | 'Enter' | 'Tab'): void;
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
  onBlocked(why: BlockReason, address: string): void;
}
