import {
  ArrowLeftRight,
  BookCheck,
  Bot,
  Building2,
  FileLock2,
  Inbox,
  KeyRound,
  LogIn,
  MapPin,
  ScrollText,
  ShieldCheck,
  UserRound,
  Wallet,
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
  role: BookCheck,
  policy: FileLock2,
  security: ShieldCheck,
  session: LogIn,
  'second-factor': KeyRound,
  organization: Building2,
};

export function groupOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

export function iconOf(type: string): LucideIcon {
  return ICON[groupOf(type)] ?? ScrollText;
}
