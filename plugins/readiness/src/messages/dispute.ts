export const dispute = {
  dispute: {
    title: 'Is this wrong?',
    invite:
      'If the scanner overlooks or misreads something, say so. The platform group decides.',
    start: 'This is wrong',
    dialogTitle: 'This is wrong: {{title}}',
    intro:
      'Your reason goes to the platform group. The verdict and the score stay until it decides; only the due date is paused.',
    reason: 'What is wrong about it',
    reasonHelp:
      'What the scanner overlooks or misreads, in at least 10 characters.',
    tooShort: 'At least 10 characters are needed.',
    send: 'Send',
    failed: 'Not sent: {{reason}}',
    by: 'Disputed by {{person}} {{when}}:',
    waiting:
      'The platform group decides. Until then the verdict and the score stay, and the due date is paused.',
    acceptedBy: 'Accepted by {{person}} {{when}}:',
    rejectedBy: 'Rejected by {{person}} {{when}}:',
    excepted: 'The subject is excepted from the rule until {{date}}.',
    exceptedOpen: 'The subject is excepted from the rule.',
    counts: 'The finding stands, and its due date counts again.',
    own: 'You disputed it yourself: somebody else of the platform group decides.',
    accept: 'Accept the dispute',
    reject: 'Reject the dispute',
    acceptIntro:
      'The subject is excepted from this rule until the date below. The next scan closes the finding.',
    rejectIntro: 'The finding stands, and its due date counts again.',
    note: 'Why',
    noteHelp: 'Whoever disputed the finding reads this.',
    noteNeeded: 'A reason is needed.',
    expires: 'Excepted until',
    expiresHelp: 'At most 365 days ahead.',
    expiresBad: 'A day after today, at most 365 days ahead, is needed.',
    notSaved: 'Not saved: {{reason}}',
  },
} as const;
