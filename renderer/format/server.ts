/** Name and port of a server’s address, as people know it. */
export function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '');
}
