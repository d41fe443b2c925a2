import { allowedIp } from '../../../shared/contract/service-users';

const MOST = 50;

export interface TypedIps {
  list: string[];
  /** The first entry that is no address and no network; null where all are. */
  fault: string | null;
  isTooLong: boolean;
}

/** Addresses and networks as they were typed: apart by commas, spaces or lines. */
export function typedIps(text: string): TypedIps {
  const list = [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))];
  return {
    list,
    fault: list.find((one) => !allowedIp.safeParse(one).success) ?? null,
    isTooLong: list.length > MOST,
  };
}
