const forgetters = new Set<() => void>();

/** Registers what empties one store when the session ends, so that nothing of it outlives the person. */
export function onForget(forget: () => void): void {
  forgetters.add(forget);
}

/** Empties every store that holds something of the signed-in person. */
export function forgetEverything(): void {
  for (const forget of forgetters) forget();
}
