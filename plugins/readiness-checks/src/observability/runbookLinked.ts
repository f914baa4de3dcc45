import {
  defineCheck,
  found,
  na,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Occurrence,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { toYaml } from '../toYaml';
import {
  connectMetrics,
  NOT_LIVE_VERIFIED,
  ruleReads,
  visibleRules,
} from './alertingRules';
import type { AlertingRule } from './alertingRules';
import { isGenericRunbook } from './genericRules';
import { ruleReach } from './ruleAttribution';

const reads = [...ruleReads, ...workloads()] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['entity'] | JudgedSubjects['cluster'];
type Context = JudgeContext<Key>;

/** What pages somebody, by the label `severity`; routes are not read here. */
const PAGING_SEVERITIES = ['critical', 'page', 'paging', 'emergency'];
const RUNBOOK_ANNOTATIONS = [
  'runbook_url',
  'runbook',
  'runbook_link',
  'playbook',
];
const LEAST_SHARE = 0.8;

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : undefined;
}

function isPaging(rule: AlertingRule, severities: readonly string[]): boolean {
  const { severity = '', page } = rule.labels;
  return severities.includes(severity.toLowerCase()) || page === 'true';
}

/** An address somebody can open at night: absolute, or a template that renders to one. */
function runbookOf({ annotations }: AlertingRule): string | undefined {
  return RUNBOOK_ANNOTATIONS.map(key => annotations[key]?.trim() ?? '').find(
    text => /^(https?:\/\/\S|\{\{)/i.test(text),
  );
}

/** Letters and digits of the last part of an address. */
function pageOf(url: string): string {
  const parts = url.split(/[/#?=]/).filter(Boolean);
  return (parts[parts.length - 1] ?? '')
    .replace(/\.(md|html?)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

const plain = (alert: string) => alert.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The alert that a runbook was copied from, where its address names another one. */
function copiedFrom(
  rule: AlertingRule,
  url: string,
  alerts: ReadonlyMap<string, string>,
): string | undefined {
  const page = pageOf(url);
  const named = alerts.get(page);
  return named !== undefined && page !== plain(rule.alert) ? named : undefined;
}

const idOf = ({ group, alert, object }: AlertingRule) =>
  `${object ? `${object.namespace}/${object.name}/` : ''}${group}/${alert}`;

function addRunbook(rule: AlertingRule): Occurrence['remediation'] {
  const page = rule.alert.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return {
    summary: `Link a runbook of your own from ${rule.alert}.`,
    type: 'patch',
    ...(rule.object && {
      target: {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        namespace: rule.object.namespace,
        name: rule.object.name,
      },
    }),
    content: toYaml({
      spec: {
        groups: [
          {
            name: rule.group,
            rules: [
              {
                alert: rule.alert,
                annotations: {
                  runbook_url: `https://<portal>/docs/default/component/<component>/runbooks/${page}`,
                },
              },
            ],
          },
        ],
      },
    }),
    note: 'Put the annotation into the rule where it stands: lists of custom resources are replaced, not merged. Write the page first.',
  };
}

function occurrence(
  rule: AlertingRule,
  state: Occurrence['state'],
  code: string,
  message: string,
): Occurrence {
  return {
    state,
    discriminator: idOf(rule),
    reasons: [{ code, message, field: 'annotations.runbook_url' }],
    remediation: addRunbook(rule),
  };
}

function unlinked(
  rules: readonly AlertingRule[],
  paging: number,
): readonly Occurrence[] {
  const share = 1 - rules.length / paging;
  return rules.map(rule =>
    occurrence(
      rule,
      share < LEAST_SHARE ? 'fail' : 'warn',
      'no-runbook',
      `${rule.alert} pages and links no runbook; ${Math.floor(
        share * 100,
      )} % of ${paging} paging alerts do.`,
    ),
  );
}

interface Linked {
  rule: AlertingRule;
  url: string;
  generic: boolean;
}

/** Alerts of a service must lead to its own runbook. */
function genericOfService(linked: readonly Linked[]): readonly Occurrence[] {
  return linked
    .filter(({ generic }) => generic)
    .map(({ rule }) =>
      occurrence(
        rule,
        'warn',
        'generic-runbook',
        `${rule.alert} links a runbook that came with the rule and knows nothing of this service.`,
      ),
    );
}

/** A platform that has not a single page of its own. */
function genericOfPlatform(linked: readonly Linked[]): readonly Occurrence[] {
  if (linked.length === 0 || linked.some(({ generic }) => !generic)) return [];
  return [
    {
      state: 'warn',
      discriminator: 'generic-runbooks',
      severity: 'medium',
      reasons: [
        {
          code: 'generic-runbooks-only',
          message: `All ${linked.length} runbooks of the platform's paging alerts are generic, e.g. of ${linked[0].rule.alert}.`,
          field: 'annotations.runbook_url',
        },
      ],
      remediation: addRunbook(linked[0].rule),
    },
  ];
}

function judgeRules(
  rules: readonly AlertingRule[],
  all: readonly AlertingRule[],
  ofService: boolean,
  generic: readonly string[],
): readonly Occurrence[] {
  const alerts = new Map(all.map(({ alert }) => [plain(alert), alert]));
  const linked = rules.flatMap(rule => {
    const url = runbookOf(rule);
    return url ? { rule, url, generic: isGenericRunbook(url, generic) } : [];
  });
  const without = rules.filter(rule => !runbookOf(rule));
  const copied = linked.flatMap(({ rule, url }) => {
    const other = copiedFrom(rule, url, alerts);
    return other
      ? occurrence(
          rule,
          'warn',
          'runbook-of-another-alert',
          `${rule.alert} links the runbook of ${other}.`,
        )
      : [];
  });
  const occurrences = [
    ...unlinked(without, rules.length),
    ...copied,
    ...(ofService ? genericOfService(linked) : genericOfPlatform(linked)),
  ];
  return occurrences.filter(
    (one, index) =>
      occurrences.findIndex(
        ({ discriminator }) => discriminator === one.discriminator,
      ) === index,
  );
}

/** Alerts that speak of none of these workloads. */
function speaksOfNone(rule: AlertingRule, of: readonly Workload[]): boolean {
  return !of.some(workload => ruleReach(rule, workload) === 'workload');
}

/**
 * The workloads whose alerts are not the platform's: those that an entity
 * owns, or, where that is not known, those outside platform and system
 * namespaces.
 */
function ownedWorkloads(
  { entityWorkloads }: JudgedSubjects['cluster'],
  inventory: Seen,
  context: Context,
): readonly Workload[] {
  return inventory.workloads.filter(({ subject, namespace }) =>
    entityWorkloads
      ? entityWorkloads.has(subjectKey(subject))
      : context.namespaceClass(namespace) === 'tenant',
  );
}

export function judgeRunbookLinked(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const visible = visibleRules(inventory, context);
  if (!visible.readable) return undecidable(visible.field);
  const severities =
    texts(context.params.pagingSeverities) ?? PAGING_SEVERITIES;
  const paging = visible.rules.filter(rule => isPaging(rule, severities));
  const ofService = subject.type === 'entity';
  const own = ofService
    ? paging.filter(rule => !speaksOfNone(rule, subject.workloads))
    : paging.filter(
        (
          owned => (rule: AlertingRule) =>
            speaksOfNone(rule, owned)
        )(ownedWorkloads(subject, inventory, context)),
      );
  if (own.length === 0) {
    return visible.verified
      ? na('no-paging-rules', 'No paging alert speaks of it.')
      : undecidable('liveRules');
  }
  const open = judgeRules(
    own,
    visible.rules,
    ofService,
    texts(context.params.genericRunbooks) ?? [],
  ).filter(({ discriminator: rule = '' }) => {
    const [namespace, name] = rule.split('/');
    return !context.exception({ namespace, name: name ?? rule, rule });
  });
  if (open.length > 0 || visible.verified) {
    return found(open, {
      code: 'runbooks-linked',
      message: `All ${own.length} paging alerts link a runbook.`,
    });
  }
  return found([
    {
      state: 'warn',
      severity: 'medium',
      reasons: [
        {
          code: NOT_LIVE_VERIFIED,
          message: `All ${own.length} paging alerts of PrometheusRules link a runbook; which alerts are loaded was not seen.`,
        },
      ],
      remediation: connectMetrics(context.cluster.name),
      responsible: 'platform',
    },
  ]);
}

export const runbookLinked = defineCheck({
  id: 'obs-runbook-linked',
  title: 'Paging alerts carry a runbook',
  dimension: 'observability',
  control: 'O3',
  scope: { types: ['entity', 'cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'S',
  fixKey: 'runbooks',
  gate: 'configured',
  reads,
  params: { pagingSeverities: PAGING_SEVERITIES, genericRunbooks: [] },
  texts: {
    why: 'Who is paged at night needs the first three steps, not a search. A runbook that came with the rule knows nothing of this service.',
    rules: {
      pass: 'Every paging alert links a runbook, and every alert of a service links one of its own. An alert is the service’s when its expression or labels name one of its workloads; all others are the platform’s.',
      warn: 'At least 80 % are linked; an alert of a service links a generic runbook or the one of another alert; the platform has generic runbooks only; or no metrics store is connected and all is in order (not-live-verified).',
      fail: 'Less than 80 % are linked.',
      na: 'No paging alert. Paging is severity critical, page, paging or emergency (parameter `pagingSeverities`), or `page: "true"`.',
      unknown:
        'The rules cannot be read, or no metrics store is connected and no rule object speaks of it.',
    },
    traps: [
      'runbook, runbook_link and playbook are accepted beside runbook_url; text that is no address is not a link.',
      'An address may hold {{ $labels.… }}: it is not judged by its rendered form here.',
      'A runbook copied from another alert is found by the name in its address.',
      '139 alerts of kube-prometheus bring 139 generic runbooks: they are one finding of the platform.',
    ],
    fix: '`annotations: {runbook_url: https://…/runbooks/checkout-latency}`; write the page with impact, diagnosis, mitigation and escalation.',
    references: [
      'https://github.com/prometheus-operator/kube-prometheus',
      'https://runbooks.prometheus-operator.dev/',
    ],
  },
  judge: judgeRunbookLinked,
});
