import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './choice.module.css';
import { Icon } from './icon.tsx';
import { Press } from './press.tsx';

/** One answer among several: a whole row to press. */
export function Choice({
  icon,
  title,
  note,
  onPress,
}: {
  icon?: ReactNode;
  title: string;
  note?: string | undefined;
  onPress: () => void;
}) {
  return (
    <Press kind="choice" onPress={onPress}>
      {icon}
      <span className={css.words}>
        <span className={css.title}>{title}</span>
        {note === undefined ? null : <span className={css.note}>{note}</span>}
      </span>
      <span className={css.arrow}>
        <Icon of={ArrowRight} />
      </span>
    </Press>
  );
}
