/** Cuts an address into chunks of four; a last chunk of one or two joins the one before, so that it is never lost at the end. */
export function chunkAddress(address: string): string[] {
  const chunks = address.replace(/\s+/g, '').match(/.{1,4}/gu) ?? [];
  const last = chunks.at(-1);
  if (chunks.length > 1 && last !== undefined && last.length < 3) {
    chunks.splice(-2, 2, `${chunks.at(-2) ?? ''}${last}`);
  }
  return chunks;
}

/** First and last eight characters of a digest, as it is read out over the phone. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 8)}…${digest.slice(-8)}`;
}
