import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import css from './press.module.css';
import { placeIsSettled } from './press-guard.ts';

export type PressKind = 'main' | 'plain' | 'help' | 'bar' | 'choice' | 'key' | 'pill';

/**
 * The only thing in the kiosk that can be pressed. Fires when the finger leaves the glass inside it, also after a slip or
 * with another finger resting elsewhere (K-03, K-04); never on touching down.
 */
export function Press({
  kind = 'plain',
  onPress,
  children,
  pressed,
  wide = false,
  guarded = true,
}: {
  kind?: PressKind;
  onPress: () => void;
  children: ReactNode;
  /** For toggles: whether it is on. */
  pressed?: boolean;
  wide?: boolean;
  /** Keys of the letter pad are pressed quickly and change no place. */
  guarded?: boolean;
}) {
  return (
    <Button
      className={`${css.press} ${css[kind]} ${wide ? css.wide : ''}`}
      data-on={pressed === true ? '' : undefined}
      aria-pressed={pressed}
      onPress={() => {
        if (!guarded || placeIsSettled()) onPress();
      }}
    >
      {children}
    </Button>
  );
}
