import {
  Bell,
  CircleHelp,
  ClipboardCheck,
  Clock,
  CreditCard,
  Database,
  FileText,
  Footprints,
  GraduationCap,
  HandHelping,
  Handshake,
  HeartHandshake,
  Hourglass,
  House,
  ImageUp,
  KeyRound,
  ListChecks,
  Lock,
  LogIn,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  MapPinX,
  MessageCircleQuestionMark,
  MessageSquareWarning,
  Paperclip,
  PenLine,
  RotateCcw,
  Search,
  Send,
  Smartphone,
  User,
  UserCheck,
  UserLock,
  UserPen,
  Users,
  UserX,
  Wallet,
} from 'lucide-react';
import css from './icon.module.css';

/** The pictures the catalogue may name. A name that is missing here fails the test beside this file. */
export const catalogueIcons: Record<string, LucideIcon> = {
  bell: Bell,
  'circle-help': CircleHelp,
  'clipboard-check': ClipboardCheck,
  clock: Clock,
  'credit-card': CreditCard,
  database: Database,
  'file-text': FileText,
  footprints: Footprints,
  'graduation-cap': GraduationCap,
  'hand-helping': HandHelping,
  handshake: Handshake,
  'heart-handshake': HeartHandshake,
  hourglass: Hourglass,
  house: House,
  'image-up': ImageUp,
  'key-round': KeyRound,
  'list-checks': ListChecks,
  lock: Lock,
  'log-in': LogIn,
  map: MapIcon,
  'map-pin': MapPin,
  'map-pin-x': MapPinX,
  'message-circle-question-mark': MessageCircleQuestionMark,
  'message-square-warning': MessageSquareWarning,
  paperclip: Paperclip,
  'pen-line': PenLine,
  'rotate-ccw': RotateCcw,
  search: Search,
  send: Send,
  smartphone: Smartphone,
  user: User,
  'user-check': UserCheck,
  'user-lock': UserLock,
  'user-pen': UserPen,
  'user-x': UserX,
  users: Users,
  wallet: Wallet,
};

/** A picture beside words, never instead of them. */
export function Icon({ of: Shape, size = 'normal' }: { of: LucideIcon; size?: 'normal' | 'large' }) {
  return <Shape aria-hidden="true" className={`${css.icon} ${css[size]}`} strokeWidth={1.75} />;
}

/** The picture the catalogue names, on its quiet ground. */
export function CatalogueIcon({ name }: { name: string }) {
  const Shape = catalogueIcons[name] ?? CircleHelp;
  return (
    <span className={css.ground}>
      <Icon of={Shape} size="large" />
    </span>
  );
}
