export const downloads = {
  download: {
    title: 'Take it along',
    review: 'Review to print',
    reviewOf: 'Review of the whole fleet',
    leaderboard: 'Leaderboard as CSV',
    findings: 'Findings as {{format}}',
    filtered: 'Findings as they are filtered above.',
    failed: 'Not downloaded: {{reason}}',
  },
} as const;
