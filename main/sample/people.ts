import type { PersonKey } from './keys';
import type { SampleGrant } from './story';

export interface SamplePersonData {
  key: PersonKey;
  displayName: string;
  /** Titles are the sample's own; the engine knows grants, not titles. */
  title: string;
  email: string;
  powers: string;
  /** What the invitation grants; the Owner holds everything without a grant. */
  grants: readonly SampleGrant[];
}

export const organization = {
  name: 'Northwind Digital Treasury',
  kyb: {
    legalName: 'Northwind Digital Treasury GmbH',
    registrationNumber: 'HRB 214 887',
    country: 'DE',
    reference: 'KYB-2291-NDT',
    confirmed: true,
  },
  signInPolicy: 'authenticator-or-passkey',
  session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
} as const;

const everywhere = { on: '*' } as const;

export const people: readonly SamplePersonData[] = [
  {
    key: 'ingrid',
    displayName: 'Ingrid Solheim',
    title: 'CFO',
    email: 'ingrid.solheim@northwind.example',
    powers: 'Approves everywhere; starts accounts and bank destinations',
    grants: [
      { workflow: 'withdrawals', ...everywhere, permissions: ['approve'] },
      { workflow: 'addresses', ...everywhere, permissions: ['approve'] },
      { workflow: 'addresses', on: 'operations', permissions: ['initiate'] },
      { workflow: 'access', permissions: ['initiate', 'approve'] },
      { workflow: 'policies', permissions: ['approve'] },
    ],
  },
  {
    key: 'helena',
    displayName: 'Helena Brandt',
    title: 'Owner',
    email: 'helena.brandt@northwind.example',
    powers: 'Holds every permission, bound by the policies like everyone',
    grants: [],
  },
  {
    key: 'marcus',
    displayName: 'Marcus Lindqvist',
    title: 'Treasury operations',
    email: 'marcus.lindqvist@northwind.example',
    powers: 'Starts withdrawals and address additions on Treasury',
    grants: [
      { workflow: 'withdrawals', on: 'operations', permissions: ['initiate'] },
      { workflow: 'withdrawals', on: 'treasury', permissions: ['view'] },
      { workflow: 'addresses', on: 'treasury', permissions: ['initiate'] },
    ],
  },
  {
    key: 'dana',
    displayName: 'Dana Okafor',
    title: 'Head of Treasury',
    email: 'dana.okafor@northwind.example',
    powers: 'Starts withdrawals everywhere and invitations; Execute on Operations EUR',
    grants: [
      { workflow: 'withdrawals', ...everywhere, permissions: ['initiate'] },
      { workflow: 'withdrawals', on: 'operations', permissions: ['execute'] },
      { workflow: 'addresses', ...everywhere, permissions: ['view'] },
      { workflow: 'addresses', on: 'operations', permissions: ['execute'] },
      { workflow: 'access', permissions: ['initiate'] },
      { workflow: 'policies', permissions: ['view'] },
    ],
  },
  {
    key: 'priya',
    displayName: 'Priya Raman',
    title: 'Risk',
    email: 'priya.raman@northwind.example',
    powers: 'Approves withdrawals, Treasury addresses, access and policies',
    grants: [
      { workflow: 'withdrawals', ...everywhere, permissions: ['approve'] },
      { workflow: 'addresses', on: 'treasury', permissions: ['approve'] },
      { workflow: 'access', permissions: ['approve'] },
      { workflow: 'policies', permissions: ['approve'] },
    ],
  },
  {
    key: 'tomas',
    displayName: 'Tomás Rivera',
    title: 'Finance controller',
    email: 'tomas.rivera@northwind.example',
    powers: 'Approves on Treasury and Operations EUR, starts on Client settlement',
    grants: [
      { workflow: 'withdrawals', on: 'treasury', permissions: ['approve'] },
      { workflow: 'withdrawals', on: 'operations', permissions: ['approve'] },
      { workflow: 'withdrawals', on: 'client', permissions: ['initiate'] },
      { workflow: 'policies', permissions: ['initiate'] },
    ],
  },
  {
    key: 'aiko',
    displayName: 'Aiko Watanabe',
    title: 'Compliance',
    email: 'aiko.watanabe@northwind.example',
    powers: 'Approves withdrawals, addresses, access and policies',
    grants: [
      { workflow: 'withdrawals', ...everywhere, permissions: ['approve'] },
      { workflow: 'addresses', ...everywhere, permissions: ['approve'] },
      { workflow: 'access', permissions: ['approve'] },
      { workflow: 'policies', permissions: ['approve'] },
    ],
  },
  {
    key: 'samuel',
    displayName: 'Samuel Adeyemi',
    title: 'Custody operations',
    email: 'samuel.adeyemi@northwind.example',
    powers: 'Adds and removes crypto addresses at once, approves withdrawals',
    grants: [
      { workflow: 'withdrawals', on: 'treasury', permissions: ['approve'] },
      { workflow: 'withdrawals', on: 'client', permissions: ['approve'] },
      { workflow: 'addresses', on: 'treasury', permissions: ['execute'] },
      { workflow: 'addresses', on: 'client', permissions: ['execute'] },
    ],
  },
  {
    key: 'meilin',
    displayName: 'Mei-Lin Chow',
    title: 'Treasury analyst',
    email: 'mei-lin.chow@northwind.example',
    powers: 'Starts withdrawals on Treasury and Operations EUR',
    grants: [
      { workflow: 'withdrawals', on: 'treasury', permissions: ['initiate'] },
      { workflow: 'withdrawals', on: 'operations', permissions: ['initiate'] },
      { workflow: 'addresses', on: 'operations', permissions: ['initiate'] },
    ],
  },
  {
    key: 'jonas',
    displayName: 'Jonas Keller',
    title: 'Internal audit',
    email: 'jonas.keller@northwind.example',
    powers: 'Sees everything, decides nothing',
    grants: [
      { workflow: 'withdrawals', ...everywhere, permissions: ['view'] },
      { workflow: 'addresses', ...everywhere, permissions: ['view'] },
      { workflow: 'access', permissions: ['view'] },
      { workflow: 'policies', permissions: ['view'] },
    ],
  },
];
