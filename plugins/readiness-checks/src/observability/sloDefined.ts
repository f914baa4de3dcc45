import {
  defineCheck,
  found,
  isUnreadable,
  na,
  optionalList,
  pass,
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
  SloObject,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import { ruleReach } from './ruleAttribution';
import { sloCovers } from './sloCoverage';

/** An objective at or below this is met by whatever runs. */
const TRIVIAL_PERCENT = 90;
/** Labels that generators put on the alerts of an objective. */
const SLO_LABELS = ['sloth_slo', 'slo'];

const reads = [
  ...workloads({ services: true }),
  optionalList('slothSlos'),
  optionalList('pyrraSlos'),
  optionalList('openSlos'),
  optionalList('prometheusRules'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;
type Subject = JudgedSubjects['entity'];

const KINDS = [
  ['slothSlos', 'PrometheusServiceLevel'],
  ['pyrraSlos', 'ServiceLevelObjective'],
  ['openSlos', 'SLO'],
] as const;

interface Objective {
  title: string;
  slo: SloObject;
}

function objectivesOf(
  services: readonly Workload[],
  inventory: Seen,
): readonly Objective[] {
  return KINDS.flatMap(([key, kind]) =>
    inventory[key]
      .filter(slo =>
        services.some(workload =>
          sloCovers(slo, workload, inventory.workloads),
        ),
      )
      .map(slo => ({ title: `${kind} ${slo.namespace}/${slo.name}`, slo })),
  );
}

/** Alerts that a generator made of an objective whose source is not here. */
function generatedAlert(
  services: readonly Workload[],
  { prometheusRules }: Seen,
): string | undefined {
  for (const object of prometheusRules) {
    const rule = object.rules.find(
      each =>
        SLO_LABELS.some(label => each.labels[label] !== undefined) &&
        services.some(
          workload => ruleReach({ ...each, object }, workload) === 'workload',
        ),
    );
    if (rule) return `${rule.alert} of ${object.namespace}/${object.name}`;
  }
  return undefined;
}

const isTrivial = ({ objectives }: SloObject) =>
  objectives.length > 0 &&
  objectives.every(objective => objective <= TRIVIAL_PERCENT);

function addObjective(subject: Subject, context: Context) {
  const [workload] = subject.workloads;
  const service = workload.services[0] ?? workload.name;
  const selector = `namespace="${workload.namespace}",job="${service}"`;
  const target = {
    namespace: workload.namespace,
    name: `${service}-availability`,
  };
  const sloth = context.source('slothSlos').state !== 'absent';
  if (sloth && context.source('pyrraSlos').state === 'absent') {
    return {
      summary: `Say what ${service} promises.`,
      type: 'manifest' as const,
      target: {
        apiVersion: 'sloth.slok.dev/v1',
        kind: 'PrometheusServiceLevel',
        ...target,
      },
      content: toYaml({
        apiVersion: 'sloth.slok.dev/v1',
        kind: 'PrometheusServiceLevel',
        metadata: target,
        spec: {
          service,
          slos: [
            {
              name: 'availability',
              objective: 99.5,
              sli: {
                events: {
                  errorQuery: `sum(rate(http_requests_total{${selector},code=~"5.."}[{{.window}}]))`,
                  totalQuery: `sum(rate(http_requests_total{${selector}}[{{.window}}]))`,
                },
              },
              alerting: { name: `${service}Availability` },
            },
          ],
        },
      }),
      note: 'Take metric and labels from what the service exports, and agree on the number with those who use it.',
    };
  }
  return {
    summary: `Say what ${service} promises.`,
    type: 'manifest' as const,
    target: {
      apiVersion: 'pyrra.dev/v1alpha1',
      kind: 'ServiceLevelObjective',
      ...target,
    },
    content: toYaml({
      apiVersion: 'pyrra.dev/v1alpha1',
      kind: 'ServiceLevelObjective',
      metadata: target,
      spec: {
        target: '99.5',
        window: '4w',
        indicator: {
          ratio: {
            errors: { metric: `http_requests_total{${selector},code=~"5.."}` },
            total: { metric: `http_requests_total{${selector}}` },
          },
        },
      },
    }),
    note: 'Needs the operator of Pyrra (or Sloth). Take metric and labels from what the service exports, and agree on the number with those who use it.',
  };
}

function weakness({ title, slo }: Objective): Occurrence | undefined {
  if (slo.generated !== true) {
    return {
      state: 'warn',
      discriminator: title,
      reasons: [
        {
          code: 'slo-without-rules',
          message: `No rules were made from ${title}, as far as its status tells: nothing measures it.`,
          field: 'status',
        },
      ],
      remediation: {
        summary: 'See what its operator reports.',
        type: 'command',
        content: `kubectl describe ${title.split(' ')[0].toLowerCase()} -n ${
          slo.namespace
        } ${slo.name}\n`,
      },
    };
  }
  if (isTrivial(slo)) {
    return {
      state: 'warn',
      discriminator: title,
      reasons: [
        {
          code: 'slo-trivial',
          message: `${title} asks for ${Math.max(
            ...slo.objectives,
          )} % only: whatever runs meets it.`,
        },
      ],
      remediation: {
        summary: 'Ask for what its users need.',
        type: 'steps',
        content: [
          '1. Look at the last 90 days: what did the service reach?',
          '2. Agree with its users on a target above 90 % that it can miss.',
          `3. Change it in ${title}.`,
          '',
        ].join('\n'),
      },
    };
  }
  return undefined;
}

export function judgeSloDefined(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const services = subject.workloads.filter(({ classes }) =>
    classes.has('service'),
  );
  if (services.length === 0) {
    return na('not-a-service', 'None of its workloads is a service.');
  }
  if (subject.tier === 3) {
    return na('tier', 'An objective is asked of tier 1 and 2 only.');
  }
  const objectives = objectivesOf(services, inventory);
  const sound = objectives.find(each => weakness(each) === undefined);
  if (sound) {
    return pass({ code: 'slo', message: `${sound.title} is its objective.` });
  }
  const alert = generatedAlert(services, inventory);
  if (alert) {
    return pass({
      code: 'slo-rules',
      message: `${alert} alerts on an objective of it.`,
    });
  }
  const unread = [
    ...KINDS.map(([key]) => key),
    'prometheusRules' as const,
  ].find(key => isUnreadable(context.source(key).state));
  if (unread) return undecidable(unread);
  if (objectives.length > 0) {
    return found(objectives.flatMap(each => weakness(each) ?? []));
  }
  if (context.external.observability === true) {
    return undecidable(
      'observability.external',
      'Metrics and objectives are kept outside of the cluster; they do not show here.',
    );
  }
  return found([
    {
      state: 'fail',
      reasons: [
        {
          code: 'no-slo',
          message:
            'No objective of Sloth, Pyrra or OpenSLO speaks of one of its services.',
        },
      ],
      remediation: addObjective({ ...subject, workloads: services }, context),
    },
  ]);
}

export const sloDefined = defineCheck({
  id: 'obs-slo-defined',
  title: 'An objective exists that a threshold can be judged against',
  dimension: 'observability',
  control: 'O5',
  scope: { types: ['entity'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'M',
  fixKey: 'slo',
  gate: 'used',
  reads,
  texts: {
    why: 'Whether a P95 of 400 ms is bad, only an objective can say. Without one, degradation has no line that it crosses.',
    rules: {
      pass: 'At least one objective speaks of one of its services, its rules were made, and they were made from its newest version; or an alert that a generator made of an objective does.',
      warn: 'No rules were made of it, or it asks for 90 % or less.',
      fail: 'There is none.',
      na: 'Tier 3, and entities without a service.',
      unknown:
        'Objectives cannot be read, or `external.observability` says that they are kept elsewhere.',
    },
    traps: [
      'An objective measured at the proxy of the mesh does not see errors on the side of the client.',
      'An object without its operator is measured by nobody: its status stays empty.',
    ],
    fix: 'Write one objective for availability and one for latency (Pyrra, Sloth); their alerts on the burn rate come with them.',
    references: ['https://sloth.dev/', 'https://github.com/pyrra-dev/pyrra'],
  },
  judge: judgeSloDefined,
});
