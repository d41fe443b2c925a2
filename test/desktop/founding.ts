/** What an Owner gives to create an organization. */
export const FOUNDING = {
  name: 'Fjord Capital',
  kyb: {
    legalName: 'Fjord Capital AS',
    registrationNumber: '998 877 665',
    country: 'NO',
    reference: 'KYB-1',
    confirmed: true,
  },
  signInPolicy: 'authenticator-or-passkey',
  session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
  owner: {
    displayName: 'Sunniva Dahl',
    email: 'sunniva@fjord.example',
    password: 'a long enough pass phrase',
  },
};
