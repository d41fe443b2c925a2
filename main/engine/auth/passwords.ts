import { hash, verify } from '@node-rs/argon2';

/** Argon2id by number: the library's enum isn't there in isolated modules. */
const ARGON2ID = 2;

export class Passwords {
  readonly #cost: { memoryKiB: number; iterations: number };
  #decoy: Promise<string> | null = null;

  constructor(cost: { memoryKiB: number; iterations: number }) {
    this.#cost = cost;
  }

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFC'), {
      algorithm: ARGON2ID,
      memoryCost: this.#cost.memoryKiB,
      timeCost: this.#cost.iterations,
      parallelism: 1,
    });
  }

  /** Takes as long for a stranger (`stored` undefined) as for a member, so that timing tells nobody apart (§9). */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    // The first call makes the decoy, and waits for it whoever it is about.
    const decoy = await (this.#decoy ??= this.hash('nobody signs in with this'));
    const right = await verify(stored ?? decoy, password.normalize('NFC'));
    return right && stored !== undefined;
  }
}
