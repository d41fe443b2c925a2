import type { StoreTrouble } from '../../../shared/contract/desktop-data';
import type { EngineOpenCode } from '../../engine/options';

const TROUBLES: Readonly<Record<EngineOpenCode, StoreTrouble>> = {
  damaged_database: 'damaged',
  newer_database: 'newer',
  locked_database: 'in-use',
  read_only: 'read-only',
  full_disk: 'full-disk',
  unavailable: 'unavailable',
};

/** What keeps an organization from being opened, by what its engine said, if it said anything. */
export function troubleOf(code: EngineOpenCode | undefined): StoreTrouble {
  return code === undefined ? 'unavailable' : TROUBLES[code];
}

/** In a sentence, for the log and for whoever calls from outside the page; the page has words of its own. */
export const TROUBLE_WORDS: Readonly<Record<StoreTrouble, string>> = {
  damaged: 'The database of this organization is damaged.',
  newer: 'The database of this organization was written by a newer Countersign.',
  'in-use': 'Another Countersign is using the database of this organization.',
  'read-only': 'This user may not write to the database of this organization.',
  'full-disk': 'The disk is full.',
  'key-missing': 'The key of this organization is missing.',
  'key-damaged': 'The key of this organization is damaged.',
  'keychain-locked': 'The key of this organization is in this computer’s keychain, which is locked.',
  'keychain-gone': 'The key of this organization is in a keychain that isn’t there.',
  'keychain-refuses': 'The keychain of this computer doesn’t give the key of this organization.',
  'passphrase-needed': 'The key of this organization is locked with a passphrase.',
  'passphrase-wrong': 'The passphrase doesn’t open the key of this organization.',
  unavailable: 'The database of this organization could not be opened.',
};
