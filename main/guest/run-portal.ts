import type { PortalProfile, PortalTrouble } from '../../shared/catalogue/portal-schema.ts';
import type { BlockReason } from '../../shared/facts/facts.ts';
import type { DeviceStatus } from '../../shared/health/status.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import { entryOf, otherDoor } from '../../shared/portal/entry.ts';
import type { PortalAct, PortalFace } from '../../shared/portal/face.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import type { TextSize } from '../../shared/visit/visit-state.ts';
import type { Log } from '../log.ts';
import type { VisitRunner } from '../visit/visit-runner.ts';
import { stateHostOf } from './address.ts';
import { isCardAct, openCardDesk } from './card-desk.ts';
import type { GuestPage, GuestPageEvents } from './guest-page.ts';
import { openPaperDesk } from './paper-desk.ts';
import { openPluggedInKeys, type TypingWay } from './plugged-in-keys.ts';
import type { TrayClient } from './tray-client.ts';
import { type Companion, watchPage } from './watch-page.ts';
import { openPageWriter } from './write-into-page.ts';

/** A page that was opened for one visit, and how everything it left is forgotten. */
export interface OpenedGuest {
  page: GuestPage;
  wipe(): Promise<void>;
}

/** How papers come from a telephone: the hub's trays, and where telephones reach them. */
export interface PaperWay {
  client: TrayClient;
  address: string;
}

export interface PortalRunner {
  face(): PortalFace;
  act(act: PortalAct): void;
  onFace(listener: (face: PortalFace) => void): void;
  /** How its page answered last, and when it last stood there well (wall clock, ms). */
  reach(): DeviceStatus['portal'];
  /** Asks the companion on the page that is open; null when there is none. */
  ask(code: string): Promise<unknown>;
  /** Settles when nothing of any page is left. */
  close(): Promise<void>;
}

/** How long a thing may take before it is said that it takes long, ms (K-06), and before it counts as a trouble. */
const loadingMs = 1000;
const slowMs = 10_000;
/** How long it is said that something was refused, ms. */
const blockedMs = 12_000;
/** Prose of 16 px is too small on glass one stands before; whoever wants larger letters gets them on the page as well. */
const zoomOf: Record<TextSize, number> = { M: 1.5, L: 1.75, XL: 2 };
/** What is over when a page loads well again. */
const ofThePage = new Set<PortalTrouble>(['slow', 'down', 'server', 'blank', 'certificate', 'lost']);

/**
 * The portal's page beside the guide: opened when a visit asks for it, shown where the screen has room for it, watched by
 * the companion, closed and forgotten when the visit ends however it ends.
 */
export function runPortal({
  visits,
  profile,
  version,
  companion,
  openGuest,
  typingWay,
  papers,
  log,
}: {
  visits: VisitRunner;
  profile: PortalProfile;
  /** Of the content, to tell with drift. */
  version: string;
  companion: Companion;
  openGuest: (visit: string, events: GuestPageEvents) => OpenedGuest;
  /** Of a keyboard that is plugged in. */
  typingWay: TypingWay;
  /** How papers come from a telephone; null: not at all. */
  papers: PaperWay | null;
  log: Log;
}): PortalRunner {
  const listeners: ((face: PortalFace) => void)[] = [];
  const drifted = new Set<string>();
  let face = closedPortal;
  let reach: DeviceStatus['portal'] = { reach: 'unknown', lastWellAt: null };
  let guest: (OpenedGuest & { visit: string; told: Set<string> }) | null = null;
  let area: Extract<PortalAct, { act: 'place' }>['area'] = null;
  let watched: { stop(): void } | null = null;
  let wiping: Promise<void> = Promise.resolve();
  let slow: ReturnType<typeof setTimeout> | undefined;
  let loading: ReturnType<typeof setTimeout> | undefined;
  let unblocked: ReturnType<typeof setTimeout> | undefined;

  const show = (change: Partial<PortalFace>): void => {
    const next = { ...face, ...change };
    if (JSON.stringify(next) === JSON.stringify(face)) return;
    face = next;
    place();
    for (const listener of listeners) listener(face);
  };
  const trouble = (what: PortalTrouble): void => {
    // A page that waits for the resident is not slow, and whatever it lacks it may still get.
    if (face.dialog !== null && (what === 'slow' || what === 'blank')) return;
    log.warn({ trouble: what }, 'the portal is in trouble');
    visits.notice({ type: 'portal.trouble', trouble: what });
  };
  /** Later, where the page waits for the resident: the time of its question is not the line's. */
  const tellSlow = (): void => {
    if (face.dialog === null) trouble('slow');
    else slow = wait(slowMs, tellSlow);
  };
  const place = (): void => {
    const view = visits.view();
    const bare = view.screen === 'step' && view.sheet === 'none' && view.idleSecondsLeft === null;
    guest?.page.place(bare && face.failed === null && face.dialog === null ? area : null);
  };
  const wait = (ms: number, then: () => void): ReturnType<typeof setTimeout> => {
    const timer = setTimeout(then, ms);
    timer.unref();
    return timer;
  };
  const ask = async (code: string): Promise<unknown> => (guest === null ? null : await guest.page.evaluate(code));
  /** A page that goes away while it is asked has nothing to answer any more. */
  const tell = (code: string): void => void ask(code).catch(() => undefined);

  const keys = openPluggedInKeys(typingWay);
  const writer = openPageWriter({ page: () => guest?.page ?? null, companion });
  const cards = openCardDesk({
    fill: writer.card,
    onChange: (card) => show({ card }),
  });

  const desk =
    papers === null
      ? null
      : openPaperDesk({ ...papers, now: Date.now, onChange: (changed) => show({ papers: changed }) });
  const openDesk = (): void => desk?.open(companion.phoneWords(visits.view()));

  const events: GuestPageEvents = {
    onLoading(begins) {
      clearTimeout(slow);
      clearTimeout(loading);
      if (!begins) {
        show({ loading: false });
        return;
      }
      loading = wait(loadingMs, () => show({ loading: true }));
      slow = wait(slowMs, tellSlow);
    },
    onReady(fine) {
      watched?.stop();
      if (!fine || guest === null) return;
      writer.beginAnew();
      reach = { reach: 'fine', lastWellAt: Date.now() };
      const { noticed } = visits.view();
      if (noticed !== null && ofThePage.has(noticed)) visits.notice({ type: 'portal.recovered' });
      show({ failed: null, loading: false, typing: null, outlined: null, known: true });
      watched = watchPage({
        companion,
        profile,
        ask,
        at: () => visits.view(),
        outOfReach,
        onMoved: (stages, at) => visits.notice({ type: 'portal.moved', stages, at }),
        onTrouble: trouble,
        onStuck: () => visits.notice({ type: 'help.offered', why: 'misses' }),
        onTouched: () => visits.notice({ type: 'touched' }),
        onPrint: () => block('print', 'print'),
        onDrift: (page, box) => drift(page, box),
        onSeen(seen) {
          if (seen.typing !== face.typing || seen.touches !== face.touches) keys.focus(seen.typing);
          show(seen);
        },
        log,
      });
    },
    onMoved() {
      if (guest === null) return;
      const host = hostOf(guest.page.address());
      show({ host, canGoBack: guest.page.canGoBack(), otherDoor: otherDoor(profile, visits.view().service, host) });
    },
    onFailed(what) {
      clearTimeout(slow);
      watched?.stop();
      reach = { ...reach, reach: 'failing' };
      show({ failed: what, loading: false, typing: null, outlined: null });
      trouble(what);
    },
    onHung: () => trouble('slow'),
    onKey(key) {
      const edit = keys.press(key);
      if (edit !== null) writer.edit(edit);
      return edit !== null;
    },
    onPaying: (host) => show({ paying: host }),
    onDialog(dialog) {
      if (guest !== null) show({ dialog });
    },
    onFileWanted() {
      show({ wantsFile: true });
      visits.notice({ type: 'photos.opened' });
    },
    onBlocked: (why, address) => block(why, originOf(address), stateHostOf(address)),
  };

  /** Told to the resident for a while each time, and as a fact once a visit for each reason and other side. */
  function block(why: BlockReason, whereTo: string, host?: string): void {
    if (guest === null) return;
    const isNew = !guest.told.has(`${why} ${whereTo}`);
    guest.told.add(`${why} ${whereTo}`);
    if (why !== 'resource' && why !== 'permission') {
      clearTimeout(unblocked);
      unblocked = wait(blockedMs, () => show({ blocked: null }));
      show({ blocked: why });
    }
    if (!isNew) return;
    log.warn({ why }, 'the portal wanted what it may not');
    visits.notice({ type: 'portal.blocked', why, ...(host === undefined ? {} : { host }) });
  }

  /** Once while the program runs: the same page is met by every visitor. */
  function drift(page: string | null, box: string | null): void {
    const key = `${page} ${box}`;
    if (drifted.has(key)) return;
    drifted.add(key);
    log.warn({ profile: profile.id, page, box }, 'the portal is not as its profile says');
    visits.notice({ type: 'portal.drifted', drift: { profile: profile.id, page, box, content: version } });
  }

  const outOfReach = (): number =>
    area === null || area.height === 0 ? 0 : Math.min(1, area.outOfReach / area.height);

  function open(visit: string): void {
    const opened = openGuest(visit, events);
    guest = { ...opened, visit, told: new Set() };
    const { service, textSize } = visits.view();
    const entry = entryOf(profile, service);
    show({ ...closedPortal, host: hostOf(entry), loading: true, hasEntry: entry !== profile.home });
    opened.page.zoom(zoomOf[textSize]);
    void wiping.then(() => opened.page.open(entry));
  }

  function close(): Promise<void> {
    const closing = guest;
    if (closing === null) return wiping;
    guest = null;
    writer.beginAnew();
    watched?.stop();
    for (const timer of [slow, loading, unblocked]) clearTimeout(timer);
    closing.page.close();
    cards.forget();
    desk?.forget();
    show(closedPortal);
    wiping = closing.wipe().catch((error: unknown) => log.error({ error }, 'a visit could not be wiped'));
    return wiping;
  }

  let last: VisitView | null = null;
  visits.onView((view) => {
    const isOther = guest !== null && (view.visit !== guest.visit || view.portal === 'closed');
    if (isOther) void close();
    if (guest === null && view.visit !== null && view.portal !== 'closed') open(view.visit);
    if (last?.step !== view.step || last.language !== view.language) tell(companion.guide(view, outOfReach()));
    if (last?.textSize !== view.textSize) guest?.page.zoom(zoomOf[view.textSize]);
    // Whoever leaves the card's sheet has done with the card.
    if (last?.sheet === 'card' && view.sheet !== 'card') cards.forget();
    if (view.sheet === 'photos' && last?.sheet !== 'photos') openDesk();
    if (last?.sheet === 'photos' && view.sheet !== 'photos') show({ wantsFile: false });
    last = view;
    place();
  });

  return {
    face: () => face,
    reach: () => reach,
    ask,
    close,
    onFace: (listener) => void listeners.push(listener),
    act(act) {
      if (act.act === 'place') {
        area = act.area;
        place();
        tell(companion.guide(visits.view(), outOfReach()));
        return;
      }
      if (guest === null) return;
      if (isCardAct(act)) {
        cards.act(act);
        return;
      }
      if (act.act === 'attach') {
        void attach(guest.page, act.paper).catch((error: unknown) => {
          log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'a paper could not be attached');
          // The box that asked is gone: the sheet says to press it again.
          show({ wantsFile: false });
        });
        return;
      }
      if (act.act === 'papers-again') {
        openDesk();
        return;
      }
      const { page } = guest;
      if (act.act === 'answer-dialog') return page.answer(act);
      if (act.act === 'stop-page') return page.stop(act.id, profile.home);
      const acts = {
        back: () => page.back(),
        reload: () => {
          show({ failed: null, loading: true });
          page.reload();
        },
        entry: () => goTo(page, entryOf(profile, visits.view().service)),
        home: () => goTo(page, profile.home),
        up: () => tell(companion.scroll(-0.6)),
        down: () => tell(companion.scroll(0.6)),
        'leave-payment': () => page.leavePayment(),
        'stop-typing': () => tell('document.activeElement?.blur()'),
      };
      // Nothing is written under a page that one pays on, and nothing into it.
      if (face.paying !== null && (act.act === 'key' || act.act === 'type')) return;
      if (act.act === 'key') page.key(act.key);
      else if (act.act === 'type') writer.edit(act);
      else acts[act.act]();
    },
  };

  function goTo(page: GuestPage, address: string): void {
    show({ failed: null, loading: true });
    void page.open(address);
  }

  /** The paper goes where the page asked for a file, under a name that says nothing. */
  async function attach(page: GuestPage, number: number): Promise<void> {
    const paper = desk?.find(number);
    if (paper === undefined) return;
    const as = { jpeg: { ending: 'jpg', type: 'image/jpeg' }, pdf: { ending: 'pdf', type: 'application/pdf' } }[
      paper.kind
    ];
    const file = { name: `giay-to-${number}.${as.ending}`, type: as.type, bytes: paper.bytes };
    const isThere = await page.attach(file);
    if (isThere) visits.notice({ type: 'back' });
  }
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin + new URL(address).protocol : 'nowhere';
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
