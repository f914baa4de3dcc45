/**
 * Until when minors of Kubernetes get fixes. Upstream dates are those of
 * kubernetes.io/releases; of Amazon EKS, with its paid extension, those of
 * docs.aws.amazon.com/eks (through endoflife.date). Newer minors are added with
 * the release of the catalogue that follows theirs.
 */
export const RELEASES = {
  /** The day on which the rows were compared with their sources. */
  asOf: '2026-08-26',
  sources: [
    'https://kubernetes.io/releases/',
    'https://kubernetes.io/releases/patch-releases/',
    'https://endoflife.date/amazon-eks',
  ],
  /** Last day with fixes by minor of version 1. */
  upstream: new Map([
    [24, '2023-07-28'],
    [25, '2023-10-28'],
    [26, '2024-02-28'],
    [27, '2024-07-16'],
    [28, '2024-10-28'],
    [29, '2025-02-28'],
    [30, '2025-06-28'],
    [31, '2025-10-28'],
    [32, '2026-02-28'],
    [33, '2026-06-28'],
    [34, '2026-10-27'],
    [35, '2027-02-28'],
    [36, '2027-06-28'],
    [37, '2027-10-28'],
  ]),
  /** Standard support, then support that is paid for. */
  eks: new Map([
    [29, ['2025-03-23', '2026-03-23']],
    [30, ['2025-07-23', '2026-07-23']],
    [31, ['2025-11-26', '2026-11-26']],
    [32, ['2026-03-23', '2027-03-23']],
    [33, ['2026-07-29', '2027-07-29']],
    [34, ['2026-12-02', '2027-12-02']],
    [35, ['2027-03-27', '2028-03-27']],
  ]),
} as const;
