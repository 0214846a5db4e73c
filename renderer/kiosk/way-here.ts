import { findStep, stationCount } from '../../shared/catalogue/guide.ts';
import type { OnTheWay } from '../ui/way.tsx';
import { usePlace } from './place.ts';

/** Before a service is begun there is one station: here. */
export const notYetOnTheWay: OnTheWay = { station: 1, count: 1 };

/** An official name longer than this takes a second line of every step; there the plain one says enough. */
const longestName = 44;

/** Which service, which station of how many; null while none is begun. After filing one has arrived, past the last. */
export function useWay(): (OnTheWay & { service: string }) | null {
  const { view, catalogue, words } = usePlace();
  const service = catalogue.services.find((known) => known.id === view.service);
  const step = service === undefined ? undefined : findStep(service, view.step ?? '');
  if (service === undefined || (step === undefined && view.screen !== 'ending')) return null;
  const count = stationCount(service);
  const filed = service.guide.endings.find(({ id }) => id === view.ending)?.kind === 'filed';
  const station = filed ? count + 1 : (step?.station ?? count);
  const { officialName = '', plainName = '' } = words.services[service.id] ?? {};
  return { station, count, service: officialName.length > longestName ? plainName : officialName };
}
