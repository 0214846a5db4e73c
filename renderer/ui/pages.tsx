import { ArrowLeft, ArrowRight } from 'lucide-react';
import { Children, isValidElement, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../kiosk/place.ts';
import { Icon } from './icon.tsx';
import css from './pages.module.css';
import { Press } from './press.tsx';
import { splitPages } from './split-pages.ts';

/** Children under one another; where they do not fit, on pages with buttons. Nothing in the kiosk scrolls (K-08). */
export function Pages({
  children,
  fullFirst = false,
}: {
  children: ReactNode;
  /** As much as fits on the first page, which most people read, instead of pages of like height. */
  fullFirst?: boolean;
}) {
  const { view } = usePlace();
  const items = Children.toArray(children);
  // Anything that changes how high items are makes the pages anew.
  const keys = items.map((item) => (isValidElement(item) ? item.key : null));
  const measure = [view.language, view.textSize, view.theme, ...keys].join(' ');
  return <MeasuredPages key={measure} items={items} fullFirst={fullFirst} />;
}

const longestLabel = { page: 88, count: 88 };

function MeasuredPages({ items, fullFirst }: { items: ReactNode[]; fullFirst: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const pager = useRef<HTMLDivElement>(null);
  const [starts, setStarts] = useState<number[] | null>(null);
  const [page, setPage] = useState(0);
  const { t } = useTranslation();

  useLayoutEffect(() => {
    if (starts !== null || box.current === null) return;
    const heights = [...box.current.children]
      .slice(0, items.length)
      .map((child) => (child instanceof HTMLElement ? child.offsetHeight : 0));
    const gap = Number.parseFloat(getComputedStyle(box.current).rowGap);
    const pagerHeight = pager.current?.offsetHeight ?? 0;
    setStarts(splitPages(heights, { gap, room: box.current.clientHeight, pagerHeight, fullFirst }));
  }, [starts, items.length, fullFirst]);

  // Both buttons while measuring: side by side they may need two lines.
  const measuring = starts === null;
  const count = starts?.length ?? 2;
  // The longest label it may get, for the same reason.
  const label = measuring ? longestLabel : { page: page + 1, count };
  const shown = measuring ? items : items.slice(starts[page], starts[page + 1]);
  return (
    <div ref={box} className={`${css.pages} ${measuring ? css.measuring : ''}`}>
      {shown.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items carry keys of their own, and a page never changes
        <div key={index}>{item}</div>
      ))}
      {count === 1 ? null : (
        <div ref={pager} className={css.pager}>
          {page === 0 && !measuring ? null : (
            <div className={css.previous}>
              <Press wide onPress={() => setPage(page - 1)} guarded={false}>
                <Icon of={ArrowLeft} />
                {t('pages.previous')}
              </Press>
            </div>
          )}
          {page === count - 1 ? null : (
            <div className={css.more}>
              <Press wide onPress={() => setPage(page + 1)} guarded={false}>
                {t('pages.more', label)}
                <Icon of={ArrowRight} />
              </Press>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
