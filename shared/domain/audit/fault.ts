import type { FaultCode } from '../../contract/audit';

/** One fault: the entry it stands at, and a sentence that gives nothing away which the payloads hold. */
export interface Fault {
  readonly seq: number;
  readonly code: FaultCode;
  readonly what: string;
}

export function faultAt(seq: number, code: FaultCode, what: string): Fault {
  return { seq, code, what };
}
