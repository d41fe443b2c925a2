import type { AccountKey } from './keys';

interface CryptoDestination {
  kind: 'crypto';
  account: AccountKey;
  asset: 'BTC' | 'ETH' | 'USDC';
  network: 'bitcoin' | 'ethereum';
  label: string;
  address: string;
}
interface BankDestination {
  kind: 'bank';
  account: AccountKey;
  asset: 'EUR' | 'USD';
  label: string;
  iban: string;
  bic?: string;
  beneficiary: string;
}
export type Destination = CryptoDestination | BankDestination;

const bitcoin = (label: string, address: string, account: AccountKey = 'treasury'): CryptoDestination => ({
  kind: 'crypto',
  account,
  asset: 'BTC',
  network: 'bitcoin',
  label,
  address,
});
const ethereum = (
  account: AccountKey,
  label: string,
  address: string,
  asset: 'ETH' | 'USDC' = 'ETH',
): CryptoDestination => ({ kind: 'crypto', account, asset, network: 'ethereum', label, address });
const bank = (
  account: AccountKey,
  asset: 'EUR' | 'USD',
  label: string,
  iban: string,
  beneficiary: string,
  bic?: string,
): BankDestination => ({
  kind: 'bank',
  account,
  asset,
  label,
  iban,
  beneficiary,
  ...(bic === undefined ? {} : { bic }),
});

/**
 * The whitelist, by key. Crypto addresses are hashes of the sample's own labels (test/sample derives them again):
 * their checksums hold, and nobody has a key for them. IBANs are documentation examples or made up with valid check digits.
 */
export const destinations = {
  coldA: bitcoin('Cold storage A', 'bc1qaq57setpzg2msqek7qrs5r8cqa0sn886mkwa86'),
  coldB: bitcoin('Cold storage B', 'bc1q7amgep0sw9re64psd6qkujc6nqcrm00fyxlmyn'),
  exchange: bitcoin('Exchange float', 'bc1q2u46akm63x0702edrta5r8u655l3pg6qyd8tpa'),
  oldCold: bitcoin('Old cold storage', 'bc1q552dhdgq28mh0qstdfgurh49hcv5zcqtxx6wmf'),
  staking: ethereum('treasury', 'Staking desk', '0xbD1E652b1F9a394e7CBA1a6B8317f952CCd323A6'),
  primeDesk2: ethereum('treasury', 'Prime desk 2', '0xe3328c2CF5E86Abcf6DdE25DB2b43D70492A7505'),
  operatingAccount: bank(
    'treasury',
    'USD',
    'Operating account',
    'GB29NWBK60161331926819',
    'Northwind Digital Treasury GmbH',
    'NWBKGB2L',
  ),
  primeDesk: ethereum('client', 'Prime desk', '0xFE715EE69b602874760cbBb5d740c4Fe26C51635'),
  northgate: ethereum('client', 'Northgate Capital', '0xeb1fc5c06104DaA69B287f8F8b13FaEFf914676D'),
  settlementHub: ethereum('client', 'Settlement hub', '0x2CE039B0b0C1f3dD324bdd9Dda89cfBd590B5fF1', 'USDC'),
  payroll: bank(
    'operations',
    'EUR',
    'Payroll',
    'DE89370400440532013000',
    'Lohnwerk Payroll Services AG',
    'COBADEFF370',
  ),
  payrollWeek47: bank(
    'operations',
    'EUR',
    'Payroll, week 47',
    'NL91ABNA0417164300',
    'Lohnwerk Payroll Services AG',
    'ABNANL2A',
  ),
  rent: bank(
    'operations',
    'EUR',
    'Rent, Speicherstadt',
    'DE12500105170648489890',
    'Hafenkontor Immobilien KG',
    'INGDDEFF',
  ),
  auditors: bank(
    'operations',
    'EUR',
    'Auditors',
    'FR1420041010050500013M02606',
    'Cabinet Marchand et Associés',
  ),
  taxOffice: bank('operations', 'EUR', 'Tax office, Munich', 'DE70700000000070001500', 'Finanzkasse München'),
  consultant: bank(
    'operations',
    'EUR',
    'Harbour Consulting',
    'CH9300762011623852957',
    'Harbour Consulting Sàrl',
  ),
} as const satisfies Record<string, Destination>;

export type DestinationKey = keyof typeof destinations;
