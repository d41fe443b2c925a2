import { lazy } from 'react';

const map = () => import('./map-screen');

/** The map with the library that draws it: a script of its own, asked for by whoever opens it. */
export const MapScreen = lazy(() => map().then((module) => ({ default: module.MapScreen })));

/** Fetches it ahead, so that nobody waits for it. */
export async function fetchMap(): Promise<void> {
  await map();
}
