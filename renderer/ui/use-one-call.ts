import { useRef, useState } from 'react';
import type { Problem } from '../../shared/contract/problem';
import { problemOf } from '../api/bridge';

/** One call at a time, however often its button is pressed, with the problem of the last one. */
export function useOneCall() {
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const inFlight = useRef(false);

  /** Gives the answer; null when it was refused, or when another call is under way. */
  const run = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (inFlight.current) return null;
    inFlight.current = true;
    setWorking(true);
    setProblem(null);
    try {
      return await work();
    } catch (error) {
      setProblem(problemOf(error));
      return null;
    } finally {
      inFlight.current = false;
      setWorking(false);
    }
  };
  return { isWorking, problem, setProblem, run };
}
