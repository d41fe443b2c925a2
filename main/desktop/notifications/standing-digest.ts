import type { RequestId } from '../../../shared/contract/primitives';
import type { Notice } from './notice';
import { wordsForCounts, type Words } from './notice-wording';

export const DIGEST = 'digest';

/** What one notice for several says. */
interface Said {
  readonly waiting: Set<RequestId>;
  readonly expiring: Set<RequestId>;
  readonly endings: number;
  /** Where only counts may be told it counts everything that waits. */
  readonly countsAll: boolean;
  words: Words;
}

/** The notice that stands for several, for as long as it is on the screen: it has to count what is so. */
export class StandingDigest {
  private said: Said | null = null;

  /** @param allWaiting how many wait for the person, told of or not */
  say(now: Omit<Said, 'words'>, allWaiting: number): Words {
    this.said = { ...now, words: wordsOf(now, allWaiting) };
    return this.said.words;
  }

  get waiting(): ReadonlySet<RequestId> {
    return this.said?.waiting ?? new Set();
  }

  stopWaiting(id: RequestId): void {
    this.said?.waiting.delete(id);
    this.said?.expiring.delete(id);
  }

  /** It is off the screen. */
  gone(): void {
    this.said = null;
  }

  /** Whether it says a number that isn't so any more. */
  isWrong(allWaiting: number): boolean {
    const { said } = this;
    return said !== null && !isSame(said.words, wordsOf(said, allWaiting));
  }

  /** It again, with the right number. */
  putRight(allWaiting: number): Notice | null {
    if (this.said === null || !this.isWrong(allWaiting)) return null;
    this.said.words = wordsOf(this.said, allWaiting);
    return { key: DIGEST, requestId: null, ...this.said.words };
  }
}

function wordsOf({ waiting, expiring, endings, countsAll }: Omit<Said, 'words'>, allWaiting: number): Words {
  return wordsForCounts(countsAll ? allWaiting : waiting.size, endings, expiring.size);
}

function isSame(one: Words, other: Words): boolean {
  return one.title === other.title && one.body === other.body;
}
