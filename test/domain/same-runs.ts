import fc from 'fast-check';

/** Every run draws the same examples: a red test stays red until its cause is gone. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_260_105 });
