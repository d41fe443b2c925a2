/** The data on this computer: how they are kept, backed up and gone back to. */
export const data = {
  unopened: {
    title: 'This organization can’t be opened',
    what: {
      damaged:
        'Its database is damaged: something else than Countersign changed it, or the disk lost a part of it.',
      newer: 'Its database was written by a newer Countersign. Open it with that one, or install it here.',
      'in-use': 'Another Countersign is using it. Close that one, then try again.',
      'read-only': 'Your user account may not write to its folder. Give it that right, then try again.',
      'full-disk': 'The disk is full. Make room on it, then try again.',
      'key-missing':
        'The key that opens its authenticators’ secrets is missing. Put secret.key, secret.sealed or secret.locked back into its folder, then try again.',
      'key-damaged':
        'The key that opens its authenticators’ secrets is damaged. Put back the file that was there, then try again.',
      'keychain-locked':
        'The key that opens its authenticators’ secrets is in this computer’s keychain, and that is locked or doesn’t answer. Unlock it, then try again.',
      'keychain-gone':
        'The key that opens its authenticators’ secrets is in this computer’s keychain, and there is no keychain now. Log in to this computer the way you did before, then try again.',
      'keychain-refuses':
        'The key that opens its authenticators’ secrets is in this computer’s keychain, which doesn’t give it back. It was sealed by another keychain, or that one was reset.',
      'passphrase-needed': 'Its key is locked with a passphrase.',
      'passphrase-wrong': 'Its key is locked with another passphrase.',
      unavailable: 'Its database can’t be reached. The log says why.',
    },
    unchanged: 'Nothing was changed.',
    where: 'Folder',
    again: 'Try again',
    back: 'Other organizations',
    backups: 'Go back to a backup',
    backupsText:
      'Each was read back and found whole when it was made. The damaged files are kept beside it, and every member is told.',
    none: 'There is no backup to go back to.',
    noneText: 'Keep the folder as it is: whoever helps you needs all of it.',
    newest: 'Newest',
    restore: 'Restore the backup of {{time}}',
    entries_one: '{{count}} entry',
    entries_other: '{{count}} entries',
    restoring: 'Restoring…',
    failed: 'It wasn’t restored.',
  },
  confirm: {
    title: 'Go back to {{time}}?',
    text: 'Everything written after that is gone from the organization: decisions, withdrawals, people, policies. The damaged files stay in a folder of their own, and the ledger says for good that it was taken back.',
    everyone: 'Everyone is signed out, and authenticator codes are refused for up to a minute.',
    unused: 'Recovery codes used since then work again: make new ones.',
    go: 'Restore it',
  },
  band: {
    restored: 'The ledger was taken back.',
    restoredText:
      'On {{time}} a backup was restored, with {{entries}} entries. What was written after it is gone.',
    lost_one: '{{count}} entry is known to be lost.',
    lost_other: '{{count}} entries are known to be lost.',
    older: 'This ledger is an older one.',
    olderText:
      'On {{time}} it ended at entry {{to}}; this computer remembers entry {{from}}. Somebody replaced its file.',
    ask: 'Ask the Owner what happened, and check what you decided since.',
    seen: 'I have seen this',
    failed: 'That couldn’t be kept: {{why}}',
    backup: 'The last backup failed.',
    key: 'A file holds the organization’s key.',
    keyText: {
      none: 'There is no keychain here: whoever copies the data folder can read authenticators’ secrets.',
      locked:
        'The keychain is locked or doesn’t answer: whoever copies the data folder can read authenticators’ secrets.',
    },
    keepFile: 'Leave it so',
    choose: 'Choose a passphrase…',
  },
  unlock: {
    title: 'Open {{name}}',
    text: 'Its key is locked. Type the passphrase, then sign in.',
    label: 'Passphrase',
    submit: 'Open',
    missing: 'Enter the passphrase.',
    wrong: 'That isn’t the passphrase. Nothing was opened.',
  },
  passphrase: {
    title: 'Lock the key with a passphrase',
    text: 'Whoever opens this organization after a start of Countersign types it first, and signs in then. It is kept nowhere, and stays in memory only until the organization is open.',
    lost: 'Nobody can bring back a passphrase that is forgotten: without it, nobody signs in to this organization again. Tell it to everyone who opens it on this computer.',
    label: 'Passphrase',
    help: 'At least 12 characters; a few words that nobody connects with you.',
    repeat: 'The same again',
    short: 'At least 12 characters.',
    different: 'The two aren’t the same.',
    submit: 'Lock the key',
  },
  place: {
    title: { keychain: 'Keep the key in the keychain', file: 'Keep the key in a file' },
    text: {
      keychain:
        'Whoever copies the data folder can’t read authenticators’ secrets without your login to this computer.',
      file: 'Whoever copies the data folder, or finds an old backup of it, can read every authenticator’s secret and sign in as anyone who has no passkey. Nothing is asked for when the organization is opened.',
    },
    submit: { keychain: 'Use the keychain', file: 'Keep it in a file' },
  },
  kept: {
    passphrase: 'The key is locked.',
    keychain: 'The keychain has the key.',
    file: 'The key lies in a file.',
    not: 'The key wasn’t moved.',
  },
  keptText: {
    passphrase: 'The passphrase is asked for when the organization is opened next.',
    keychain: 'The organization opens without a passphrase, for your login to this computer only.',
    file: 'You can have it locked with a passphrase at any time, in Settings.',
    not: 'It stays where it was. The log says why.',
  },
  settings: {
    lead: 'Where the organization’s data are on this computer, and what protects them.',
    sample:
      'The sample’s data are in a folder that is thrown away when you leave it. Nothing of it is backed up.',
    remote: 'The organization’s data are on its server, which backs them up. Here are only your settings.',
    key: 'The key that encrypts authenticators’ secrets and API secrets',
    now: {
      keychain: 'Kept in this computer’s keychain.',
      passphrase:
        'Locked with a passphrase, which is kept nowhere: it is asked for whenever the organization is opened.',
      file: 'Kept in a file only your user account can read.',
    },
    because: {
      none: 'Kept in a file only your user account can read, because no keychain is available.',
      locked:
        'Kept in a file only your user account can read, because the keychain is locked or doesn’t answer.',
    },
    keychain: 'In this computer’s keychain',
    keychainText: 'Whoever copies the folder can’t read them without your login to this computer.',
    noKeychain: {
      none: 'No keychain is available here.',
      locked: 'The keychain is locked or doesn’t answer.',
    },
    passphrase: 'Locked with a passphrase',
    passphraseText:
      'Typed whenever the organization is opened. Whoever copies the folder can’t read them without it.',
    changePassphrase: 'Change the passphrase…',
    keep: 'Where to keep it',
    keyOwnerOnly: 'The Owner chooses where it is kept.',
    file: 'In a file only your user account can read',
    fileText: 'Beside the database. Whoever copies the whole folder has both.',
    backups: 'Backups',
    backupsText:
      'Made when the organization is opened and once a day, read back before they count. The last ten are kept beside the database.',
    ownerOnly: 'The Owner sees and makes them.',
    last: 'Made by itself',
    none: 'No backup has been made yet.',
    make: 'Back up now',
    makeTitle: 'Back up now?',
    makeText: 'A copy of the database is made beside it and read back. Nobody has to wait meanwhile.',
    made: 'The backup of {{time}} was made and read back.',
    failed: 'The last backup wasn’t kept. {{what}}',
    damaged: 'Your ledger doesn’t verify. You can go back to a backup that does.',
    whole: 'An older ledger can take this one’s place only while this one doesn’t verify.',
    goBack: 'Go back to it…',
    megabytes: '{{size}} MB',
  },
} as const;
