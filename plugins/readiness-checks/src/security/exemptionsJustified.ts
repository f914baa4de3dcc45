import {
  defineCheck,
  exceptionEnd,
  found,
  isUnreadable,
  list,
  na,
  optionalList,
  pass,
  undecidable,
  type JudgeContext,
  type Occurrence,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  ADMISSION_DEFAULT,
  ADMISSION_DEFAULTS,
  ENGINE_READS,
  UNKNOWN_DEFAULT,
} from './enforcedLevel';
import { exemptions, type Exemption, type ExemptionKey } from './exemptions';

const DAY = 24 * 60 * 60 * 1000;
/** Days before an exception ends in which somebody has to decide again. */
const NOTICE = 14;

/** Each may hide an exemption while it cannot be read. */
const OPTIONAL_KEYS = [
  'kyvernoPolicyExceptions',
  'kyvernoCelPolicyExceptions',
  'gatekeeperConfigs',
] as const;

type Context = JudgeContext<ExemptionKey>;

function occurrence(
  state: Occurrence['state'],
  exemption: Exemption,
  code: string,
  message: string,
): Occurrence {
  const { rule, name, fix } = exemption;
  return {
    state,
    discriminator: `${rule}:${name}`,
    reasons: [{ code, message }],
    remediation: {
      ...fix,
      note: `Where it has to stay, an exception says why and until when: readiness.exceptions with check sec-pss-exemptions-justified, ${
        exemption.namespace ? `namespace ${exemption.namespace}, ` : ''
      }name ${name} and rule ${rule}.`,
    },
  };
}

/** What of an exemption is not explained, or not for long any more. */
function judgeExemption(
  exemption: Exemption,
  context: Context,
): readonly Occurrence[] {
  const { namespace, name, rule, title, namespaces } = exemption;
  const row = context.exception({ namespace, name, rule });
  const ends =
    row?.expires === undefined ? undefined : exceptionEnd(row.expires);
  if (row) {
    const days =
      ends === undefined ? Infinity : Math.floor((ends - context.now) / DAY);
    return days <= NOTICE
      ? [
          occurrence(
            'warn',
            exemption,
            'ends-soon',
            `${title}; the exception for it ends in ${days} days: ${row.reason}`,
          ),
        ]
      : [];
  }
  const grave = namespaces.some(
    each =>
      context.namespaceClass(each) === 'tenant' ||
      context.environmentOf(each) === 'prod',
  );
  return [
    occurrence(
      grave ? 'fail' : 'warn',
      exemption,
      'unexplained',
      `${title}, and nobody says why and until when.`,
    ),
  ];
}

/** `sec-pss-exemptions-justified` (`catalogue/20` S2). */
export const exemptionsJustified = defineCheck({
  id: 'sec-pss-exemptions-justified',
  title: 'Privileged namespaces and exceptions are few and justified',
  dimension: 'security',
  control: 'S2',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'pss-exemptions',
  gate: 'used',
  reads: [
    list('namespaces'),
    ...ENGINE_READS,
    ...OPTIONAL_KEYS.map(key => optionalList(key)),
    optionalList('validatingAdmissionPolicies'),
    list('validatingWebhookConfigurations'),
    list('mutatingWebhookConfigurations'),
  ],
  params: ADMISSION_DEFAULT,
  paramValues: ADMISSION_DEFAULTS,
  texts: {
    why: 'Whoever wants a privileged pod goes to where none is refused. Each namespace and exception that is left out needs an owner who knows why, and an end.',
    rules: {
      pass: 'Every namespace that allows everything, and every exception of a policy engine, is covered by an exception of this check with a reason.',
      warn: 'Such an exception ends within 14 days; or nothing explains an exemption outside production and of the platform alone.',
      fail: 'Nothing explains an exemption that takes a tenant’s or a production namespace out. One finding for each exemption.',
      na: 'Nothing is exempt, or nothing is enforced that one could be exempt from.',
      unknown:
        'Exceptions cannot be read, or a namespace without a label hangs on a default that is not known (parameter admissionDefault).',
    },
    traps: [
      'Anyone who may patch a namespace may relabel it (sec-rbac-escalation).',
      'Exemptions of an AdmissionConfiguration are in a file that no request can read.',
      'An engine leaves out its own namespace and those of the system: that is no exemption.',
      'A PolicyException without namespaces in its match holds everywhere.',
    ],
    fix: 'Move what needs privileges into a namespace of its own, delete the rest, and write down why what stays has to.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge(_subject, seen, context) {
    const { found: all, enforced, open } = exemptions(seen, context);
    const occurrences = all.flatMap(each => judgeExemption(each, context));
    if (occurrences.length > 0) return found(occurrences);
    const unread = [
      ...OPTIONAL_KEYS,
      ...ENGINE_READS.map(({ provides }) => provides),
    ].find(key => isUnreadable(context.source(key).state));
    if (unread) {
      return undecidable(unread, 'Exemptions may stand there.');
    }
    if (open) {
      return undecidable(UNKNOWN_DEFAULT.field, UNKNOWN_DEFAULT.message);
    }
    if (all.length === 0) {
      return enforced
        ? na('no-exemptions', 'Nothing is exempt from what is enforced.')
        : na('nothing-enforced', 'Nothing enforces a policy.');
    }
    return pass({
      code: 'justified',
      message: `Each of ${all.length} exemptions has an exception that says why.`,
    });
  },
});
