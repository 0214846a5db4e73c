import type { FieldKind } from '../../shared/catalogue/portal-schema.ts';
import { type Edit, freshTyping, moved, press, type Typing } from '../../shared/vietnamese/typing.ts';

/** How a keyboard that is plugged in writes Vietnamese; plain: as it is, for one whose system does it already. */
export const typingWays = ['plain', 'telex', 'vni'] as const;
export type TypingWay = (typeof typingWays)[number];

/** What was pressed, as the browser tells it. */
export interface PluggedInKey {
  type: string;
  key: string;
  control: boolean;
  meta: boolean;
  alt: boolean;
}

export interface PluggedInKeys {
  /** Another field has the focus, of this kind, or the caret was touched elsewhere. */
  focus(kind: FieldKind | null): void;
  /** What this press does in the field; null: the page gets it as it is. */
  press(key: PluggedInKey): Edit | null;
}

/** Text in which marks belong; addresses, dates, numbers and passwords are typed as they are. */
const marked = new Set<FieldKind | null>(['text', 'name']);

/**
 * Telex or VNI for whoever types with an officer beside them. Like the keys on the glass it knows what it typed itself and
 * reads nothing of the field.
 */
export function openPluggedInKeys(way: TypingWay): PluggedInKeys {
  let kind: FieldKind | null = null;
  let typing: Typing = freshTyping();
  return {
    focus(next) {
      typing = next === kind ? moved(typing) : freshTyping();
      kind = next;
    },
    press({ type, key, control, meta, alt }) {
      if (way === 'plain' || !marked.has(kind) || (type !== 'keyDown' && type !== 'rawKeyDown')) return null;
      if (control || meta || alt || key === 'Shift' || key === 'CapsLock') return null;
      const isLetter = key.length === 1;
      if (!isLetter && (key !== 'Backspace' || typing.typed === '')) {
        typing = moved(typing);
        return null;
      }
      const pressed = press(
        typing,
        !isLetter
          ? { press: 'backspace' }
          : /[\p{L}\d]/u.test(key)
            ? { press: way, text: key }
            : { press: 'text', text: key },
      );
      typing = pressed.typing;
      return pressed.edit;
    },
  };
}
