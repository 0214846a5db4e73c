import { createContext, use } from 'react';
import type { Catalogue, Service } from '../../shared/catalogue/schema.ts';
import type { ContentWords, ServiceWords } from '../../shared/catalogue/words-schema.ts';
import type { TerminalFace } from '../../shared/ipc/bridge.ts';
import type { WordsAnswer } from '../../shared/ipc/words-answer.ts';
import type { OfficerAct, OfficerFace } from '../../shared/officer/face.ts';
import type { PortalAct, PortalFace } from '../../shared/portal/face.ts';
import type { ResidentEvent } from '../../shared/visit/events.ts';
import type { VisitView } from '../../shared/visit/view.ts';

/** EN 301 549, 8.3: nothing to be pressed is higher above the floor than this, mm. */
export const highestReachMm = 1220;

/** Where the resident is, and everything a screen needs to show it. */
export interface Place {
  view: VisitView;
  terminal: TerminalFace;
  catalogue: Catalogue;
  /** Content words in the language of the view. */
  words: ContentWords;
  send: (event: ResidentEvent) => void;
  /** The portal's page beside the guide. */
  portal: PortalFace;
  portalAct: (act: PortalAct) => void;
  /** The officer's screen, where nobody is here; closed is as if there were none. */
  officer: OfficerFace;
  officerAct: (act: OfficerAct) => void;
  /** What is being written, as long as this visit. */
  draft: string;
  setDraft: (draft: string) => void;
  sendWords: (text: string) => Promise<WordsAnswer>;
  /** False when the slip could not be printed. */
  printSlip: () => Promise<boolean>;
}

export const PlaceContext = createContext<Place | null>(null);

/** The place; throws outside of a kiosk. */
export function usePlace(): Place {
  const place = use(PlaceContext);
  if (place === null) throw new Error('a screen outside of a kiosk');
  return place;
}

/** The chosen service with its words; throws where none is chosen, which is a bug. */
export function useService(): { service: Service; words: ServiceWords } {
  const { view, catalogue, words } = usePlace();
  const service = catalogue.services.find((known) => known.id === view.service);
  const spoken = view.service === null ? undefined : words.services[view.service];
  if (service === undefined || spoken === undefined) throw new Error('a screen that needs a service, without one');
  return { service, words: spoken };
}
