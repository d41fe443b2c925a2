import {
  ArrowUpRight,
  BookMinus,
  BookPlus,
  Landmark,
  SlidersHorizontal,
  UserCog,
  UserPlus,
  Wallet,
  type LucideIcon,
} from 'lucide-react';
import type { Operation } from '../../../shared/contract/requests';

/** One icon per operation, the same in rows, palette and forms. */
export const OPERATION_ICON: Readonly<Record<Operation, LucideIcon>> = {
  'withdrawal.crypto.create': ArrowUpRight,
  'withdrawal.fiat.create': Landmark,
  'address.crypto.add': BookPlus,
  'address.fiat.add': BookPlus,
  'address.remove': BookMinus,
  'member.invite': UserPlus,
  'member.permissions.change': UserCog,
  'account.create': Wallet,
  'account.rename': Wallet,
  'policy.change': SlidersHorizontal,
};
