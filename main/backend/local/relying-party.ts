import type { RelyingParty } from '../../engine/options';

/** Whom the passkeys of an organization on this computer are made for: the page of this app, at its own origin. */
export const THIS_APP: RelyingParty = {
  id: 'countersign.localhost',
  origins: ['https://countersign.localhost'],
};
