import { describe, expect, it } from 'vitest';
import {
  commandOf,
  conflictsOf,
  edited,
  itemsOf,
  rebased,
  settled,
  type Standing,
} from '../../renderer/features/policies/draft-edits';

const at = (version: number, settings: Standing['settings']): Standing => ({ version, settings });
const began = at(3, { requiredApprovals: 2, alwaysRequireApproval: false, expiresAfterHours: 72 });

describe('a draft of a policy', () => {
  const draft = edited(edited(undefined, began, { requiredApprovals: 3 }), began, {
    alwaysRequireApproval: true,
  });

  it('keeps what was edited, and on which version', () => {
    expect(draft).toEqual({
      baseVersion: 3,
      base: began.settings,
      edits: { requiredApprovals: 3, alwaysRequireApproval: true },
    });
  });

  it('loses an edit back to what stands', () => {
    expect(edited(draft, began, { requiredApprovals: 2 }).edits).toEqual({ alwaysRequireApproval: true });
  });

  it('stands on a new version that touched other settings', () => {
    const moved = at(4, { ...began.settings, expiresAfterHours: 24 });
    expect(conflictsOf(draft, moved)).toEqual([]);
    expect(rebased(draft, moved)).toEqual({ baseVersion: 4, base: moved.settings, edits: draft.edits });
  });

  it('loses edits that came true meanwhile', () => {
    const moved = at(4, { ...began.settings, requiredApprovals: 3 });
    expect(rebased(draft, moved)?.edits).toEqual({ alwaysRequireApproval: true });
    expect(rebased(draft, at(5, { ...moved.settings, alwaysRequireApproval: true }))).toBeNull();
  });

  it('is in conflict where the same setting went elsewhere, until that is settled', () => {
    const moved = at(4, { ...began.settings, requiredApprovals: 5 });
    expect(conflictsOf(draft, moved)).toEqual([{ name: 'requiredApprovals', base: 2, yours: 3, theirs: 5 }]);
    expect(rebased(draft, moved)).toBeNull();
    const kept = settled(draft, moved, 'requiredApprovals', true);
    expect(rebased(kept, moved)?.edits).toEqual(draft.edits);
    const dropped = settled(draft, moved, 'requiredApprovals', false);
    expect(rebased(dropped, moved)?.edits).toEqual({ alwaysRequireApproval: true });
    // Another change of the same setting asks again.
    expect(conflictsOf(kept, at(5, { ...moved.settings, requiredApprovals: 6 }))).toHaveLength(1);
  });

  it('becomes the command of its subject', () => {
    expect(commandOf('addresses', draft)).toEqual({
      operation: 'policy.change',
      params: { workflow: 'addresses', baseVersion: 3, requiredApprovals: 3, alwaysRequireApproval: true },
    });
    const session = edited(undefined, at(2, { idleTimeoutMinutes: 15 }), { idleTimeoutMinutes: 5 });
    expect(commandOf('session', session)).toEqual({
      operation: 'security.session.change',
      params: { idleTimeoutMinutes: 5, baseVersion: 2 },
    });
  });

  it('is no item where nothing is left of it', () => {
    const moved = {
      addresses: at(4, { ...began.settings, requiredApprovals: 3, alwaysRequireApproval: true }),
    };
    expect(itemsOf({ addresses: draft }, moved)).toEqual([]);
    expect(itemsOf({ addresses: draft }, { addresses: began }).map(({ subject }) => subject)).toEqual([
      'addresses',
    ]);
  });
});
