import { lazy } from 'react';
import { fetchMap } from './features/map/later-map';

const shell = () => import('./features/shell/shell');
const create = () => import('./features/create/create-screen');
const recovery = () => import('./features/data/recovery-screen');
const closing = () => import('./features/settings/closing-dialog');

/** What the first screen doesn't need: kept out of the script it waits for, fetched as soon as it stands. */
export const Shell = lazy(() => shell().then((module) => ({ default: module.Shell })));
export const CreateScreen = lazy(() => create().then((module) => ({ default: module.CreateScreen })));
export const ClosingDialog = lazy(() => closing().then((module) => ({ default: module.ClosingDialog })));
export const RecoveryScreen = lazy(() => recovery().then((module) => ({ default: module.RecoveryScreen })));

/** Fetches them all, so that nobody waits at the step that needs one. A failure shows where the screen is asked for. */
export async function fetchLaterScreens(): Promise<void> {
  await Promise.allSettled([shell(), create(), closing(), recovery()]);
  await Promise.allSettled([fetchMap()]);
}
