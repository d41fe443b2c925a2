import type { Path } from 'react-hook-form';
import type { CallInput } from '../../../shared/contract/bridge';
import type { EmptyServer } from '../../stores/entrance-store';
import type { SessionSettings, SignInPolicy } from '../../../shared/contract/organization';

/** The form, in the shape of the call, so that a problem's path is a field's path. */
export interface CreationForm {
  name: string;
  kyb: {
    legalName: string;
    registrationNumber: string;
    country: string | null;
    reference: string;
    confirmed: boolean;
  };
  signInPolicy: SignInPolicy;
  session: SessionSettings;
  owner: { displayName: string; email: string; password: string };
  repeat: string;
  /** Asked for on a computer without a keychain. */
  keyProtection: { protection: 'passphrase' | 'file'; passphrase: string };
  repeatPassphrase: string;
  typedName: string;
}
export type CreationPath = Path<CreationForm>;

export const emptyCreation: CreationForm = {
  name: '',
  kyb: { legalName: '', registrationNumber: '', country: null, reference: '', confirmed: false },
  signInPolicy: 'authenticator-or-passkey',
  session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
  owner: { displayName: '', email: '', password: '' },
  repeat: '',
  keyProtection: { protection: 'passphrase', passphrase: '' },
  repeatPassphrase: '',
  typedName: '',
};

export const STEPS = ['business', 'access', 'owner', 'review', 'authenticator', 'recovery'] as const;
export type Step = (typeof STEPS)[number];

/** Which fields stand on which step. */
export const FIELDS: Readonly<Record<'business' | 'access' | 'owner' | 'review', readonly CreationPath[]>> = {
  business: [
    'name',
    'kyb.legalName',
    'kyb.registrationNumber',
    'kyb.country',
    'kyb.reference',
    'kyb.confirmed',
  ],
  access: ['signInPolicy', 'session.idleTimeoutMinutes', 'session.absoluteTimeoutHours'],
  owner: ['owner.displayName', 'owner.email', 'owner.password', 'repeat'],
  review: ['keyProtection.passphrase', 'repeatPassphrase', 'typedName'],
};

/** The step and field that a problem's path leads to; null for what belongs to none. */
export function placeOf(path: string): { step: keyof typeof FIELDS; path: CreationPath } | null {
  for (const step of ['business', 'access', 'owner', 'review'] as const) {
    const field = FIELDS[step].find((one) => one === path);
    if (field !== undefined) return { step, path: field };
  }
  return null;
}

/** Every field was judged on its step; this only puts them in the call's form. */
export function creationInput(
  form: CreationForm,
  server: EmptyServer | null,
  asksForKey: boolean,
): CallInput<'desktop.createOrganization'> {
  const { kyb, owner, keyProtection } = form;
  const { protection, passphrase } = keyProtection;
  const chosen = protection === 'file' ? { protection } : { protection, passphrase };
  return {
    name: form.name.trim(),
    kyb: {
      legalName: kyb.legalName.trim(),
      registrationNumber: kyb.registrationNumber.trim(),
      country: kyb.country ?? '',
      reference: kyb.reference.trim(),
      confirmed: true,
    },
    signInPolicy: form.signInPolicy,
    session: form.session,
    owner: { displayName: owner.displayName.trim(), email: owner.email.trim(), password: owner.password },
    ...(asksForKey ? { keyProtection: chosen } : {}),
    ...(server === null ? {} : { server: { address: server.address, setupToken: server.setupToken } }),
  };
}
