import type { SameRule } from '@readiness/backstage-plugin-readiness-engine';

const BASELINE = ['sec-pss-baseline-pod'];
const RESTRICTED = ['sec-pss-restricted-pod'];

/** Rows of one tool: ids or globs of its rules, and the checks that ask the same. */
const rows = (
  tool: string,
  entries: readonly (readonly [
    rules: readonly string[],
    checks: readonly string[],
  ])[],
): readonly SameRule[] =>
  entries.flatMap(([rules, checks]) =>
    rules.map(rule => ({ tool, rule, checks })),
  );

/** Policies of Kyverno by the names of its own library, whatever their rules are called. */
const policies = (...names: readonly string[]) =>
  names.map(name => `${name}/*`);

/**
 * Rules of other tools that ask what a check of ours asks. They are data: what
 * is not named here is imported as it stands.
 *
 * @public
 */
export const sameRules: readonly SameRule[] = [
  ...rows('trivy', [
    [
      [
        'KSV-0002',
        'KSV-0005',
        'KSV-0006',
        'KSV-0008',
        'KSV-0009',
        'KSV-0010',
        'KSV-0017',
        'KSV-0022',
        'KSV-0023',
        'KSV-0024',
        'KSV-0025',
        'KSV-0026',
        'KSV-0027',
        'KSV-0103',
      ],
      BASELINE,
    ],
    [
      [
        'KSV-0001',
        'KSV-0003',
        'KSV-0004',
        'KSV-0012',
        'KSV-0028',
        'KSV-0030',
        'KSV-0104',
        'KSV-0105',
        'KSV-0106',
      ],
      RESTRICTED,
    ],
    [['KSV-0011'], ['cost-limits-cpu']],
    [['KSV-0018'], ['cost-limits-memory']],
    [['KSV-0015', 'KSV-0016'], ['cost-requests-set']],
    [['KSV-0013'], ['sec-image-pinned']],
    [['KSV-0036'], ['sec-rbac-sa-hygiene']],
    [['KSV-0039', 'KSV-0040'], ['cost-namespace-guardrails']],
    [['KSV-0109'], ['sec-secret-literal-env']],
  ]),
  ...rows('kubescape', [
    [
      [
        'C-0038',
        'C-0041',
        'C-0044',
        'C-0045',
        'C-0046',
        'C-0048',
        'C-0057',
        'C-0074',
      ],
      BASELINE,
    ],
    [['C-0013', 'C-0016', 'C-0055'], RESTRICTED],
    [['C-0012'], ['sec-secret-literal-env']],
    [['C-0207'], ['sec-secret-env-delivery']],
    [['C-0018', 'C-0056'], ['rec-probes']],
    [['C-0030', 'C-0260'], ['sec-netpol-default-deny']],
    [['C-0034'], ['sec-rbac-sa-hygiene']],
    [['C-0050', 'C-0268'], ['cost-requests-set']],
    [['C-0270'], ['cost-limits-cpu']],
    [['C-0004', 'C-0271'], ['cost-limits-memory']],
    [['C-0269'], ['cost-requests-set']],
    [['C-0075'], ['sec-image-pinned']],
  ]),
  ...rows('kyverno*', [
    [
      policies(
        'disallow-capabilities',
        'disallow-host-namespaces',
        'disallow-host-path',
        'disallow-host-ports',
        'disallow-host-process',
        'disallow-privileged-containers',
        'disallow-proc-mount',
        'disallow-selinux',
        'podsecurity-subrule-baseline',
        'restrict-apparmor-profiles',
        'restrict-seccomp',
        'restrict-sysctls',
      ),
      BASELINE,
    ],
    [
      policies(
        'disallow-capabilities-strict',
        'disallow-privilege-escalation',
        'podsecurity-subrule-restricted',
        'require-run-as-non-root-user',
        'require-run-as-nonroot',
        'restrict-seccomp-strict',
        'restrict-volume-types',
      ),
      RESTRICTED,
    ],
    [policies('disallow-latest-tag'), ['sec-image-pinned']],
    [
      policies('require-requests-limits', 'require-pod-requests-limits'),
      ['cost-requests-set', 'cost-limits-memory'],
    ],
    [policies('require-pod-probes', 'require-probes'), ['rec-probes']],
    [policies('require-pdb'), ['rec-pdb']],
    [policies('restrict-automount-sa-token'), ['sec-rbac-sa-hygiene']],
    [
      policies('secrets-not-from-env-vars', 'disallow-secrets-from-env-vars'),
      ['sec-secret-env-delivery'],
    ],
  ]),
];
