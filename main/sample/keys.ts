/** Names by which the story speaks of people and accounts that have no id yet. */
export type PersonKey =
  'helena' | 'dana' | 'ingrid' | 'marcus' | 'priya' | 'tomas' | 'aiko' | 'samuel' | 'jonas' | 'meilin';

export type AccountKey = 'treasury' | 'client' | 'operations';
