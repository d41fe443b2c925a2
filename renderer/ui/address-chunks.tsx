import { chunkAddress } from '../format/address';

/** An address in full, by chunks of four, first and last in accent: it's what gets compared by eye and by phone. */
export function AddressChunks({ address }: { address: string }) {
  return (
    <span className="chunks sel" role="img" aria-label={address}>
      {chunkAddress(address).map((chunk, index) => (
        <i key={index}>{chunk}</i>
      ))}
    </span>
  );
}
