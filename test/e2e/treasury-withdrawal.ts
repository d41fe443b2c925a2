/** Calls an operation as one person, and gives its answer's value; throws what it was refused for. */
export type AskAs = <T>(name: string, input: object) => Promise<T>;

/** Starts a withdrawal from the sample's Treasury to its cold storage. @returns the request’s id and number */
export async function withdrawFromTreasury(
  ask: AskAs,
  amount: string,
): Promise<{ id: string; number: number }> {
  const accounts = await ask<{ items: { id: string; name: string }[] }>('accounts.list', {});
  const accountId = accounts.items.find(({ name }) => name === 'Treasury')?.id;
  const addresses = await ask<{ items: { id: string; label: string }[] }>('accounts.addresses', {
    id: accountId,
  });
  const addressId = addresses.items.find(({ label }) => label === 'Cold storage A')?.id;
  return await ask('requests.create', {
    operation: 'withdrawal.crypto.create',
    accountId,
    params: { asset: 'BTC', amount, addressId },
  });
}
