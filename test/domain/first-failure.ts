import fc from 'fast-check';

/** Where only red or green is asked for, as for a mutation, nobody needs the smallest example of a failure. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
