/** How the store writes records: as the ledger does, so that both hold the same bytes. */
export { decode, encodable, encode } from '../../shared/domain/encoding';
