import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { keptLog } from '../../db/testing/temporary.ts';
import type { DeviceStatus } from '../../shared/health/status.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { firstView } from '../../shared/visit/view-of.ts';
import { openOfficerRoom } from './officer-room.ts';
import { hashPin } from './pin.ts';

const pin = '482915';
let hash = '';
beforeAll(async () => {
  hash = await hashPin(pin);
});
// The check of a PIN takes real time on another thread; what the room waits for is set going by hand.
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

type Export = NonNullable<Parameters<typeof openOfficerRoom>[0]['exportFacts']>;

function room(pinHash: string | null = hash, exportFacts: Export | null = null) {
  let view: VisitView = { ...firstView('vi'), visit: null };
  const listeners: ((view: VisitView) => void)[] = [];
  let pending = 0;
  const send = vi.fn();
  const restart = vi.fn();
  const opened = openOfficerRoom({
    pinHash,
    visits: { view: () => view, onView: (listener) => void listeners.push(listener) },
    languages: ['vi', 'en'],
    status: async () => ({ hub: { pending } }) as DeviceStatus,
    send,
    exportFacts,
    restart,
    steady: () => performance.now(),
    log: keptLog(),
  });
  const until = (state: string) => vi.waitFor(() => expect(opened.face().state).toBe(state), { interval: 5 });
  return {
    ...opened,
    send,
    restart,
    until,
    pend: (count: number) => (pending = count),
    showScreen(screen: VisitView['screen']) {
      view = { ...view, screen };
      for (const listener of listeners) listener(view);
    },
    async open() {
      opened.act({ act: 'knock' });
      opened.act({ act: 'pin', pin });
      await until('status');
    },
  };
}

test('only the gesture and then the PIN lead to the status; without a hash nothing does', async () => {
  const without = room(null);
  without.act({ act: 'knock' });
  expect(without.face().state).toBe('closed');

  const { face, act, until, send } = room();
  for (const asked of ['send', 'restart', 'ask-restart', 'back'] as const) act({ act: asked });
  act({ act: 'pin', pin });
  expect(face().state).toBe('closed');
  act({ act: 'knock' });
  for (const asked of ['send', 'restart', 'ask-restart', 'back'] as const) act({ act: asked });
  expect(face().state).toBe('pin');
  expect(send).not.toHaveBeenCalled();
  act({ act: 'pin', pin: '000000' });
  await vi.waitFor(() => expect(face()).toMatchObject({ state: 'pin', triesLeft: 4 }));
  act({ act: 'pin', pin });
  await until('status');
});

test('it cannot be opened in a visit, and a visit that begins closes it with everything it was set to', async () => {
  const { face, act, open, showScreen } = room();
  showScreen('step');
  act({ act: 'knock' });
  expect(face().state).toBe('closed');
  showScreen('attract');
  await open();
  act({ act: 'text-size', textSize: 'XL' });
  act({ act: 'language', language: 'en' });
  act({ act: 'language', language: 'zz' });
  expect(face()).toMatchObject({ language: 'en', textSize: 'XL' });
  showScreen('language');
  expect(face()).toEqual({ state: 'closed', language: 'vi', textSize: 'M' });
});

test('a minute without a touch closes it, a touch keeps it, and the figures are kept up to date meanwhile', async () => {
  const { face, act, open, pend } = room();
  await open();
  await vi.advanceTimersByTimeAsync(59_000);
  act({ act: 'touched' });
  pend(3);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(face()).toMatchObject({ state: 'status', status: { hub: { pending: 3 } } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(face().state).toBe('closed');
});

test('a PIN whose check ends after the screen was closed opens nothing, not even for whoever knocks next', async () => {
  const { face, act, close } = room();
  act({ act: 'knock' });
  act({ act: 'pin', pin });
  close();
  act({ act: 'knock' });
  vi.useRealTimers();
  await new Promise((soon) => setTimeout(soon, 700));
  expect(face().state).toBe('pin');
});

test('sending asks nothing, a new start asks once more, and the question is not overtaken by new figures', async () => {
  const { face, act, open, until, send, restart, pend } = room();
  await open();
  act({ act: 'send' });
  expect(send).toHaveBeenCalledTimes(1);
  act({ act: 'restart' });
  expect(restart).not.toHaveBeenCalled();
  pend(1);
  act({ act: 'send' });
  act({ act: 'ask-restart' });
  await vi.advanceTimersByTimeAsync(3000);
  expect(face().state).toBe('restart');
  act({ act: 'back' });
  await until('status');
  act({ act: 'ask-restart' });
  act({ act: 'restart' });
  expect(restart).toHaveBeenCalledTimes(1);
});

test('an export shows how far it is, stays open meanwhile, runs once at a time, and says what came of it', async () => {
  let progress = (_facts: number, _of: number): void => undefined;
  let finish = (_outcome: Awaited<ReturnType<Export>>): void => undefined;
  const exportFacts = vi.fn<Export>((onProgress) => {
    progress = onProgress;
    return new Promise((done) => {
      finish = done;
    });
  });
  const { face, act, open } = room(hash, exportFacts);
  act({ act: 'export' });
  await open();
  expect(face()).toMatchObject({ exporting: { step: 'offered' } });
  act({ act: 'export' });
  act({ act: 'export' });
  expect(exportFacts).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(50_000);
  progress(150, 312);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(face()).toMatchObject({ state: 'status', exporting: { step: 'running', facts: 150, of: 312 } });
  finish({ ok: true, value: { file: '/stick/a.tiepdan', facts: 312 } });
  await vi.waitFor(() => expect(face()).toMatchObject({ exporting: { step: 'done', facts: 312 } }));
  act({ act: 'export' });
  finish({ ok: false, error: 'full' });
  await vi.waitFor(() => expect(face()).toMatchObject({ exporting: { step: 'failed', why: 'full' } }));
  act({ act: 'close' });
  await open();
  expect(face()).toMatchObject({ exporting: { step: 'offered' } });
});

test('where nothing is set to export to, nothing is offered, whatever a page asks for', async () => {
  const { face, act, open } = room();
  await open();
  act({ act: 'export' });
  expect(face()).toMatchObject({ state: 'status', exporting: null });
});
