import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Catalogue } from '../../shared/catalogue/schema.ts';
import { wordsOn } from '../../shared/catalogue/words-on.ts';
import { noWords } from '../../shared/catalogue/words-schema.ts';
import { today } from '../../shared/day.ts';
import type { Bridge, ServiceContent, TerminalFace } from '../../shared/ipc/bridge.ts';
import { closedOfficer } from '../../shared/officer/closed-officer.ts';
import { closedPortal } from '../../shared/portal/closed-portal.ts';
import type { PortalFace } from '../../shared/portal/face.ts';
import type { ResidentEvent } from '../../shared/visit/events.ts';
import type { VisitView } from '../../shared/visit/view.ts';
import { noteNewPlace } from '../ui/press-guard.ts';
import { words } from '../words.ts';
import { countSyllables } from './count-syllables.ts';
import { type Place, PlaceContext } from './place.ts';
import type * as Rooms from './rooms.ts';
import { Stage } from './stage.tsx';

const emptyCatalogue: Catalogue = {
  version: '',
  services: [],
  difficulties: [],
  contacts: [],
  maps: [],
  portals: [],
  troubles: {} as Catalogue['troubles'],
  sources: {},
  waivers: [],
  law: { acts: [] },
};
const noDraft: { visit: string | null; text: string } = { visit: null, text: '' };
const contentAfterMs = 300;
const touchedAtMostEveryMs = 1000;

/** The kiosk's one page: shows the view main sends, and tells main what was pressed. */
export function Kiosk({
  bridge,
  terminal,
  firstView,
}: {
  bridge: Bridge;
  terminal: TerminalFace;
  firstView: VisitView;
}) {
  const [visit, setView] = useState(firstView);
  const [draft, setDraft] = useState(noDraft);
  const [officer, setOfficer] = useState(closedOfficer);
  const [portal, setPortal] = useState<PortalFace>(closedPortal);
  const [content, setContent] = useState<ServiceContent | null>(null);
  // Words change on days, and the kiosk runs for weeks.
  const [day, setDay] = useState(() => today(Date.now()));
  const [rooms, setRooms] = useState<typeof Rooms | null>(null);
  // No visit has chosen how the officer's screen is shown.
  const view = useMemo(
    () => (officer.state === 'closed' ? visit : { ...visit, language: officer.language, textSize: officer.textSize }),
    [visit, officer],
  );
  const seen = useRef(view.revision);

  useEffect(() => {
    const show = (next: VisitView): void => {
      setView(next);
      setDay(today(Date.now()));
    };
    const stop = bridge.onView(show);
    const stopPortal = bridge.onPortal(setPortal);
    const stopOfficer = bridge.onOfficer(setOfficer);
    // Main may have moved on while this page was starting.
    void bridge.view().then(show);
    void bridge.portal().then(setPortal);
    void bridge.officer().then(setOfficer);
    // Most of it is needed one press later: it must not stand in the way of the first screen.
    const idle = requestIdleCallback(
      () => {
        void import('./rooms.ts').then(setRooms);
        void bridge.content().then(setContent);
      },
      { timeout: contentAfterMs },
    );
    return () => {
      cancelIdleCallback(idle);
      stop();
      stopPortal();
      stopOfficer();
    };
  }, [bridge]);

  useEffect(() => {
    let last = 0;
    const touched = (event: PointerEvent): void => {
      if (event.timeStamp - last < touchedAtMostEveryMs) return;
      last = event.timeStamp;
      bridge.send({ seen: seen.current, event: { type: 'touched' } });
    };
    addEventListener('pointerdown', touched, { capture: true });
    return () => removeEventListener('pointerdown', touched, { capture: true });
  }, [bridge]);

  useLayoutEffect(() => {
    seen.current = view.revision;
    noteNewPlace();
    let cancelled = false;
    // After a frame's own work comes its painting, and after that the first message.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      painted.port1.close();
      if (!cancelled) bridge.painted({ revision: view.revision, syllables: countSyllables(document.body.innerText) });
    };
    requestAnimationFrame(() => painted.port2.postMessage(null));
    return () => {
      cancelled = true;
    };
  }, [bridge, view.revision]);

  // What was written goes with the visit it was written in.
  if (draft !== noDraft && draft.visit !== view.visit) setDraft(noDraft);
  if (words.language !== view.language) void words.changeLanguage(view.language);
  const spoken = useMemo(() => {
    const dated = content?.words[view.language];
    return dated === undefined ? noWords : wordsOn(dated, day);
  }, [content, view.language, day]);
  const place = useMemo<Place>(
    () => ({
      view,
      terminal,
      catalogue: content?.catalogue ?? emptyCatalogue,
      words: spoken,
      printSlip: bridge.printSlip,
      portal,
      portalAct: bridge.portalAct,
      officer,
      officerAct: bridge.officerAct,
      draft: draft.text,
      setDraft: (text) => setDraft({ visit: view.visit, text }),
      sendWords: bridge.sendWords,
      send: (event: ResidentEvent) => bridge.send({ seen: view.revision, event }),
    }),
    [bridge, view, terminal, content, spoken, portal, officer, draft],
  );
  if (content === null && view.screen !== 'attract' && view.screen !== 'language') return null;
  return (
    <I18nextProvider i18n={words}>
      <PlaceContext value={place}>
        <Stage key={view.visit ?? 'nobody'} rooms={rooms} />
      </PlaceContext>
    </I18nextProvider>
  );
}
