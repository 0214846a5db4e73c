import { ArrowRight, ArrowUp } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../kiosk/place.ts';
import { Icon } from './icon.tsx';
import css from './pages.module.css';
import { Press } from './press.tsx';
import { splitPages } from './split-pages.ts';

export interface PageItem {
  key: string;
  node: ReactNode;
}

/** Items under one another; where they do not fit, on pages with a button. Nothing in the kiosk scrolls (K-08). */
export function Pages({ items }: { items: PageItem[] }) {
  const { view } = usePlace();
  // Anything that changes how high items are makes the pages anew.
  const measure = [view.language, view.textSize, view.theme, view.helpComing, ...items.map((item) => item.key)].join(' ');
  return <MeasuredPages key={measure} items={items} />;
}

function MeasuredPages({ items }: { items: PageItem[] }) {
  const box = useRef<HTMLDivElement>(null);
  const pager = useRef<HTMLDivElement>(null);
  const [starts, setStarts] = useState<number[] | null>(null);
  const [page, setPage] = useState(0);
  const { t } = useTranslation();

  useLayoutEffect(() => {
    if (starts !== null || box.current === null) return;
    const heights = [...box.current.children].slice(0, items.length).map((child) => (child as HTMLElement).offsetHeight);
    const gap = Number.parseFloat(getComputedStyle(box.current).rowGap);
    setStarts(splitPages(heights, { gap, room: box.current.clientHeight, pagerHeight: pager.current?.offsetHeight ?? 0 }));
  }, [starts, items.length]);

  const measuring = starts === null;
  const count = starts?.length ?? 2;
  const last = page === count - 1;
  const shown = measuring ? items : items.slice(starts[page], starts[page + 1]);
  return (
    <div ref={box} className={`${css.pages} ${measuring ? css.measuring : ''}`}>
      {shown.map((item) => (
        <div key={item.key}>{item.node}</div>
      ))}
      {count === 1 ? null : (
        <div ref={pager} className={css.pager}>
          <Press wide onPress={() => setPage(last ? 0 : page + 1)} guarded={false}>
            {last ? t('pages.first') : t('pages.more', { page: page + 1, count })}
            <Icon of={last ? ArrowUp : ArrowRight} />
          </Press>
        </div>
      )}
    </div>
  );
}
