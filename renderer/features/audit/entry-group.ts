import {
  ArrowLeftRight,
  Ban,
  BookCheck,
  Bot,
  Building2,
  Check,
  CircleCheck,
  FileLock2,
  Inbox,
  KeyRound,
  LogIn,
  LogOut,
  MapPin,
  ScrollText,
  ShieldCheck,
  UserRound,
  Wallet,
  X,
  type LucideIcon,
} from 'lucide-react';

/** The groups that can be asked for, in the order of the list. */
export const ENTRY_GROUPS = [
  'request',
  'ledger',
  'address',
  'account',
  'member',
  'service-user',
  'key',
  'role',
  'policy',
  'security',
  'session',
  'second-factor',
  'audit',
] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

const ICON: Readonly<Record<string, LucideIcon>> = {
  request: Inbox,
  ledger: ArrowLeftRight,
  address: MapPin,
  account: Wallet,
  member: UserRound,
  'service-user': Bot,
  key: KeyRound,
  role: BookCheck,
  policy: FileLock2,
  security: ShieldCheck,
  session: LogIn,
  'second-factor': KeyRound,
  organization: Building2,
};

/** What is looked for in a long list stands out from the rest of its group. */
const OWN_ICON: Readonly<Record<string, LucideIcon>> = {
  'request.approved': Check,
  'request.rejected': X,
  'request.completed': CircleCheck,
  'session.ended': LogOut,
  'session.refused': Ban,
  'key.refused': Ban,
};

export function groupOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

export function iconOf(type: string): LucideIcon {
  return OWN_ICON[type] ?? ICON[groupOf(type)] ?? ScrollText;
}
