interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Reads a paged list to its end. `ask` is called with the cursor of each page, none for the first. */
export async function everyPage<T>(ask: (page: { limit: number; cursor?: string }) => Promise<Page<T>>) {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}
