import {
  defineCheck,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  labelNamespace,
  labelWorkload,
  type Alternatives,
} from './labelRemediation';

const reads = [...workloads(), list('namespaces')] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Labels = Readonly<Record<string, string>>;

/** Values that people write to be rid of a rule. */
const PLACEHOLDER = /^(unknown|none|null|n-?a|todo|tbd|change-?me|undefined)$/i;

const alternatives = (written: unknown): Alternatives =>
  String(written ?? '')
    .split('|')
    .map(key => key.trim())
    .filter(Boolean);

const listOf = (param: unknown): readonly Alternatives[] =>
  (Array.isArray(param) ? param : [])
    .map(alternatives)
    .filter(({ length }) => length > 0);

const carried = (labels: Labels | undefined, keys: Alternatives) =>
  keys
    .map(key => labels?.[key]?.trim())
    .find(
      value => value !== undefined && value !== '' && !PLACEHOLDER.test(value),
    );

const textOf = (keys: Alternatives) => keys.join(' or ');

const known = new WeakMap<
  readonly Workload[],
  ReadonlyMap<string, readonly Workload[]>
>();

/** What runs in a namespace and has labels; every workload asks for it. */
function runningIn(
  namespace: string,
  { workloads: all }: Seen,
): readonly Workload[] {
  const held = known.get(all);
  if (held) return held.get(namespace) ?? [];
  const groups = new Map<string, Workload[]>();
  for (const workload of all) {
    if (!workload.template || workload.classes.has('static')) continue;
    const group = groups.get(workload.namespace) ?? [];
    groups.set(workload.namespace, group);
    group.push(workload);
  }
  known.set(all, groups);
  return groups.get(namespace) ?? [];
}

/** Whether the pods of a namespace carry a label: all of them, some or none. */
function spread(
  keys: Alternatives,
  running: readonly Workload[],
): 'all' | 'some' | 'none' {
  const carriers = running.filter(({ template }) =>
    carried(template?.labels, keys),
  );
  if (carriers.length === running.length) return 'all';
  return carriers.length > 0 ? 'some' : 'none';
}

/** What lacks labels is held against the namespace where it is so for all in it. */
interface Split {
  namespaceLabels: Labels | undefined;
  onNamespace: readonly Alternatives[];
  onWorkloads: readonly Alternatives[];
  /** All its pods carry all labels, and the catalog knows whom they name. */
  complete: boolean;
}

/** The owner whom a label names and the catalog does not know. */
function strangeOwner(
  { template }: Workload,
  { params, owners }: Context,
): string | undefined {
  const value = carried(template?.labels, alternatives(params.ownerLabel));
  return value !== undefined &&
    owners.has(`group:default/${value.toLowerCase()}`)
    ? undefined
    : value;
}

function split(
  namespace: string,
  inventory: Seen,
  context: Context,
): Split | undefined {
  const running = runningIn(namespace, inventory);
  if (running.length === 0) return undefined;
  const required = listOf(context.params.labels);
  const spreads = required.map(keys => spread(keys, running));
  return {
    namespaceLabels: inventory.namespaces.find(({ name }) => name === namespace)
      ?.labels,
    onNamespace: required.filter((_, index) => spreads[index] === 'none'),
    onWorkloads: required.filter((_, index) => spreads[index] !== 'none'),
    complete:
      spreads.every(one => one === 'all') &&
      running.every(workload => strangeOwner(workload, context) === undefined),
  };
}

/** Missing altogether, or there by way of the namespace only. */
function lacking(
  keys: readonly Alternatives[],
  labels: Labels | undefined,
  messages: {
    missing(keys: Alternatives): string;
    inherited(keys: Alternatives): string;
  },
): readonly (Reason & { fails: boolean })[] {
  return keys.map(each =>
    carried(labels, each)
      ? {
          fails: false,
          code: 'only-namespace-level',
          message: messages.inherited(each),
        }
      : { fails: true, code: 'missing-label', message: messages.missing(each) },
  );
}

function judgeNamespace(
  { name, environment }: JudgedSubjects['namespace'],
  inventory: Seen,
  context: Context,
): Judgement {
  const parts = split(name, inventory, context);
  if (!parts) return na('nothing-runs', 'Nothing runs in this namespace.');
  const { onNamespace, namespaceLabels, complete } = parts;
  const reasons = lacking(onNamespace, namespaceLabels, {
    missing: keys =>
      `Neither ${name} nor any of its pods carries the label ${textOf(keys)}.`,
    inherited: keys =>
      `${name} carries the label ${textOf(keys)} and none of its pods does.`,
  });
  if (reasons.length === 0) {
    return complete
      ? pass({
          code: 'all-labelled',
          message: 'All its pods carry the labels, and their owner is known.',
        })
      : na(
          'judged-on-workloads',
          'Its pods carry the labels, or some of them do: the workloads are judged.',
        );
  }
  const fails = reasons.some(reason => reason.fails);
  return found([
    {
      state: fails ? 'fail' : 'warn',
      ...(!fails && { severity: 'low' }),
      reasons: reasons.map(({ code, message }) => ({ code, message })),
      remediation: labelNamespace(
        name,
        onNamespace,
        namespaceLabels ?? {},
        environment,
        fails,
      ),
    },
  ]);
}

/** The label is there, and who it names is somebody whom the catalog knows. */
function unverifiedOwner(
  { workload, entity }: JudgedSubjects['workload'],
  context: Context,
): Occurrence | undefined {
  const value = entity?.owner ? undefined : strangeOwner(workload, context);
  if (value === undefined) return undefined;
  const { namespace, name, kind } = workload;
  return {
    state: 'warn',
    discriminator: 'owner',
    severity: 'low',
    reasons: [
      {
        code: 'owner-not-in-catalog',
        message: `The label ${textOf(
          alternatives(context.params.ownerLabel),
        )} is ${value}; no group of that name owns anything in the catalog, and no entity owns the workload.`,
        field: 'spec.template.metadata.labels',
      },
    ],
    remediation: {
      summary:
        'Let the label name a group of the catalog, or the catalog know the workload.',
      type: 'steps',
      content: `Change the label to the name of a Group, or give ${kind} ${namespace}/${name} an entity with an owner (annotation backstage.io/kubernetes-id or a label selector).\n`,
    },
  };
}

function judgeWorkload(
  subject: JudgedSubjects['workload'],
  inventory: Seen,
  context: Context,
): Judgement {
  const { workload, environment, entity } = subject;
  if (!workload.template) {
    return undecidable('template', 'No template and no live pod to read.');
  }
  const parts = split(workload.namespace, inventory, context);
  if (!parts) return na('nothing-runs', 'Nothing runs in this namespace.');
  const { onNamespace, onWorkloads, namespaceLabels } = parts;
  const lacks = onWorkloads.filter(
    keys => carried(workload.template?.labels, keys) === undefined,
  );
  const reasons = lacking(lacks, namespaceLabels, {
    missing: keys =>
      carried(workload.labels, keys)
        ? `The label ${textOf(keys)} is on the ${
            workload.kind
          } and not on its pod template: it does not reach the pods.`
        : `The pods carry no label ${textOf(keys)}, nor does the namespace.`,
    inherited: keys =>
      `The pods carry no label ${textOf(keys)}; only the namespace does.`,
  });
  const fails = reasons.some(reason => reason.fails);
  const owner = unverifiedOwner(subject, context);
  const occurrences: readonly Occurrence[] = [
    ...(reasons.length > 0
      ? [
          {
            state: fails ? ('fail' as const) : ('warn' as const),
            ...(!fails && { severity: 'low' as const }),
            reasons: reasons.map(({ code, message }) => ({
              code,
              message,
              field: 'spec.template.metadata.labels',
            })),
            remediation: labelWorkload(
              workload,
              lacks,
              namespaceLabels ?? {},
              environment,
              entity?.owner,
            ),
          },
        ]
      : []),
    ...(owner ? [owner] : []),
  ];
  if (occurrences.length > 0) return found(occurrences);
  return onNamespace.length > 0
    ? na(
        'judged-on-namespace',
        'What it lacks all of its namespace lacks: the namespace is judged.',
      )
    : pass({ code: 'all-labelled', message: 'Its pods carry the labels.' });
}

/** `cost-allocation-labels` (`catalogue/30` C4). */
export const allocationLabels = defineCheck({
  id: 'cost-allocation-labels',
  title: 'Spend can be attributed',
  dimension: 'cost',
  control: 'C4',
  scope: { types: ['namespace', 'workload'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'cost-labels',
  gate: 'configured',
  reads,
  params: {
    labels: ['app.kubernetes.io/name', 'team|owner', 'env'],
    ownerLabel: 'team|owner',
  },
  texts: {
    why: 'Cost tools go by the labels of pods. What carries none ends in the share that nobody owns, and nobody saves it.',
    rules: {
      pass: 'All pods carry the labels of the parameter `labels` (alternatives by |), and the owner is known: by the entity of the workload, or as a group that owns something in the catalog.',
      warn: 'A label stands on the namespace only, or names an owner whom the catalog does not know.',
      fail: 'A label is neither on the pods nor on their namespace.',
      na: 'System namespaces and static pods; a namespace in which nothing runs; what is judged on the namespace because none of its pods carries the label, and what is judged on the workloads because some do.',
      unknown: 'Workloads, namespaces or a pod template cannot be read.',
    },
    traps: [
      'Labels on a Deployment and not on its pod template reach no pod, and so no cost tool.',
      'Never change the labels of a selector.',
      'What is the same for a whole namespace is one finding on the namespace.',
      'A value like unknown or todo names nobody.',
    ],
    fix: 'Label with Kustomize `labels` and `includeTemplates`, or have Kyverno generate them.',
    references: [
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
    ],
  },
  judge(subject, inventory, context) {
    return subject.type === 'namespace'
      ? judgeNamespace(subject, inventory, context)
      : judgeWorkload(subject, inventory, context);
  },
});
