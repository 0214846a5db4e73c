import type { ReactNode } from 'react';
import css from './card.module.css';

/** Something to read in a quiet frame; `label` says what it is about. */
export function Card({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <div className={css.card}>
      {label === undefined ? null : <p className={css.label}>{label}</p>}
      {children}
    </div>
  );
}

/** One of several things to do, in order. */
export function NumberedCard({ number, children }: { number: number; children: ReactNode }) {
  return (
    <div className={`${css.card} ${css.numbered}`}>
      <span className={css.number}>{number}</span>
      <p>{children}</p>
    </div>
  );
}
