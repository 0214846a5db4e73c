import { CircleCheck, CircleMinus, type LucideIcon, TriangleAlert } from 'lucide-react';
import { Icon } from '../../ui/icon.tsx';
import css from './officer.module.css';
import type { Mark } from './status-words.ts';

const shapes: Record<Mark, LucideIcon> = { fine: CircleCheck, attention: TriangleAlert, plain: CircleMinus };

/** Told by shape and ground, never by colour alone (K-15); the words beside it say the same. */
export function MarkIcon({ mark }: { mark: Mark }) {
  return (
    <span className={css.mark} data-mark={mark}>
      <Icon of={shapes[mark]} />
    </span>
  );
}
