import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/bridge';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';

type Listed = CallOutput<'backups.list'>;

/** The backups kept, for the Owner; read again whenever `changed` is another. */
export function useBackups(isOwner: boolean, changed: string | null) {
  const [listed, setListed] = useState<Listed | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = () => {
    call('backups.list', {}).then(
      (found) => {
        setListed(found);
        setProblem(null);
      },
      (error: unknown) => setProblem(problemOf(error)),
    );
  };
  useEffect(() => {
    if (isOwner) read();
  }, [isOwner, changed]);
  return { listed, problem, read };
}
