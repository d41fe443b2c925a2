/** What every form says that starts a request: what will happen, and what came of it. */
export const initiate = {
  outcome: 'What will happen',
  checking: 'Working it out',
  completes: 'Completes at once',
  waits_one: 'Waits for {{count}} of these people:',
  waits_other: 'Waits for {{count}} of these people:',
  waitsForOne: 'Waits for {{name}}',
  waitsBecause: 'Because {{because}}.',
  refused: 'Refused',
  warning: {
    too_few_approvers:
      'Fewer people than needed can approve this now. It would wait until more hold Approve.',
    no_spare_approver:
      'After this there is no spare approver: losing any one would leave something that can’t finish.',
    uncovered: 'After this, something under {{workflow}} could be started that too few people could approve.',
  },
  confirm: 'Confirm it’s you',
  sending: 'Sending',
  ask: 'Ask for approval',
  created: '{{number}} is waiting for approvals',
  completedToast: '{{number}} completed',
  carriedOutToast: '{{number}} is being carried out',
  createdText_one: '{{count}} person has to approve it',
  createdText_other: '{{count}} people have to approve it',
  show: 'Show',
  failed: 'Not sent: {{why}}',
  note: 'Note for the approvers (optional)',
} as const;
