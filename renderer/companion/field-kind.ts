import type { FieldKind } from '../../shared/catalogue/portal-schema.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { nameOf } from './names.ts';

/** Which keys a field wants, for one that the profile does not know: by its type and its name, never by what is in it. */
export function kindOf(element: Element): FieldKind {
  const type = element.getAttribute('type')?.toLowerCase() ?? '';
  const mode = element.getAttribute('inputmode')?.toLowerCase() ?? '';
  if (type === 'password') return 'password';
  if (type === 'email' || mode === 'email') return 'email';
  const name = fold(nameOf(element));
  if (/\b(e ?mail|thu dien tu)\b/.test(name)) return 'email';
  if (type === 'tel' || mode === 'tel' || /\b(dien thoai|sdt)\b/.test(name)) return 'phone';
  if (type === 'date' || /\b(ngay|thoi han)\b/.test(name)) return 'date';
  if (
    type === 'number' ||
    mode === 'numeric' ||
    /\b(so dinh danh|ddcn|can cuoc|cccd|cmnd|otp|ma khoa|passcode)\b/.test(name)
  )
    return 'digits';
  if (/\bho\b.*\bten\b/.test(name)) return 'name';
  return 'text';
}
