/** One part of the running app. What `start` gives back stops it. */
export interface Part {
  name: string;
  start: () => (() => void | Promise<void>) | undefined;
}

/**
 * Starts the parts in their order.
 * @returns stops them in the opposite order; one that fails is told of and doesn't keep the others running
 */
export function startParts(
  parts: readonly Part[],
  onFailure: (part: string, error: unknown) => void,
): () => Promise<void> {
  const stops: { name: string; stop: () => void | Promise<void> }[] = [];
  for (const { name, start } of parts) {
    const stop = start();
    if (stop !== undefined) stops.unshift({ name, stop });
  }
  return async () => {
    for (const { name, stop } of stops.splice(0)) {
      try {
        await stop();
      } catch (error) {
        onFailure(name, error);
      }
    }
  };
}
