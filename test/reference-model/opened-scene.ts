import type { KeptSide } from './engine-side';
import type { Organization } from './model/state';

/** What a scene left: the bytes of the engine's database, the model, and what the two call each other's. */
export interface OpenedScene {
  readonly database: Uint8Array;
  readonly time: number;
  readonly o: Organization;
  readonly side: KeptSide;
  readonly story: readonly string[];
}
