// The rules of the page against each other: the model alone, over many sequences. No engine yet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenInState, brokenInStep } from './invariants-of-the-page';
import { found } from './model/membership';
import { perform } from './model/perform';
import { copyOf } from './model/state';
import { SCENES } from './opening-scenes';
import { impulse, someCommand } from './some-command';
import { T0 } from './told';

const RUNS = 300;

describe('the page’s own rules', () => {
  it('keep every invariant of §13, over random sequences', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.nat(SCENES.length - 1),
        fc.array(impulse, { maxLength: 50, size: 'max' }),
        (scene, impulses) => {
          const o = found(T0, 'olga@example.com');
          for (const step of SCENES[scene] ?? [])
            for (const command of step(o)) expect(perform(o, command).ok, JSON.stringify(command)).toBe(true);
          for (const each of impulses) {
            const command = someCommand(o, each);
            if (command === null) continue;
            const before = copyOf(o);
            const answer = perform(o, command);
            const name = 'operation' in command ? command.operation : command.kind;
            const outcome = !answer.ok
              ? answer.refusal.code
              : 'request' in answer
                ? answer.request.status
                : 'ok';
            const key = `${command.kind === 'dry-run' ? 'dry ' : ''}${name} ${outcome}`;
            seen.set(key, (seen.get(key) ?? 0) + 1);
            expect(
              [...brokenInState(o), ...brokenInStep(before, o, command, answer.ok)],
              JSON.stringify(command),
            ).toEqual([]);
          }
        },
      ),
      { numRuns: RUNS, seed: 7 },
    );
    if (process.env['SHOW_COUNTS'] !== undefined)
      console.log(
        [...seen]
          .sort()
          .map(([key, count]) => `${key}: ${count}`)
          .join('\n'),
      );
  }, 120_000);
});
