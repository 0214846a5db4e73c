import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { highestReachMm, usePlace } from '../place.ts';
import css from './portal.module.css';

/** The room for the portal's page, which main lays over it; where there is no page to be seen, why. */
export function PortalPlace() {
  const { t } = useTranslation();
  const { terminal, portal, portalAct } = usePlace();
  const box = useRef<HTMLElement>(null);
  const { heightMm, bottomEdgeMm } = terminal.panel;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const stage = element.closest('[data-screen]')?.getBoundingClientRect();
      const perMm = (stage?.height ?? 0) / heightMm;
      const reachTop = (stage?.top ?? 0) + Math.max(0, heightMm - (highestReachMm - bottomEdgeMm)) * perMm;
      const outOfReach = Math.min(height, Math.max(0, reachTop - y));
      const [left, top, wide, high, above] = [x, y, width, height, outOfReach].map(Math.round);
      portalAct({
        act: 'place',
        area: { x: left ?? 0, y: top ?? 0, width: wide ?? 0, height: high ?? 0, outOfReach: above ?? 0 },
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
      portalAct({ act: 'place', area: null });
    };
  }, [portalAct, heightMm, bottomEdgeMm]);

  return (
    <main ref={box} className={css.place} data-portal={portal.failed ?? (portal.loading ? 'loading' : 'open')}>
      <p>{portal.failed === null ? t('portal.loading') : t('portal.failed')}</p>
    </main>
  );
}
