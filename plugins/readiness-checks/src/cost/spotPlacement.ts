import {
  defineCheck,
  found,
  list,
  na,
  named,
  optionalList,
  pass,
  quantityToNumber,
  undecidable,
  workloads,
  type Inventory,
  type Judgement,
  type JudgeContext,
  type JudgedSubjects,
  type KeysOf,
  type Occurrence,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  SPOT_PARAMS,
  spotLabelOf,
  spotLabels,
  type SpotLabel,
} from '../nodes/spotNodes';
import { declaredInterruptible, seemsInterruptible } from './interruptible';
import { podRequest } from './podRequests';
import { preferSpot } from './spotRemediation';
import { spotSupply } from './spotSupply';

const reads = [
  ...workloads({ live: true, services: true }),
  list('nodes'),
  optionalList('nodePools'),
  optionalList('computeClasses'),
  named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
  optionalList('podDisruptionBudgets'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Subject = JudgedSubjects['entity'];

/** A workload that may be interrupted, and where its pods run. */
interface Interruptible {
  workload: Workload;
  /** Its owner says so; otherwise it looks like it. */
  declared: boolean;
  /** Cores that its pods on spot nodes request. */
  onSpot: number;
  elsewhere: number;
  /** Pods whose node is not among those that were read. */
  lost: number;
}

function interruptibleOf(
  { workloads: own, entity, environment }: Subject,
  inventory: Seen,
): readonly { workload: Workload; declared: boolean }[] {
  return own.flatMap(workload => {
    const said = declaredInterruptible(workload, entity);
    const may =
      said ??
      seemsInterruptible(workload, environment, inventory.podDisruptionBudgets);
    return may ? [{ workload, declared: said === true }] : [];
  });
}

function placed(
  { workload, declared }: { workload: Workload; declared: boolean },
  inventory: Seen,
  known: readonly SpotLabel[],
): Interruptible {
  const byName = new Map(inventory.nodes.map(node => [node.name, node]));
  const cores = workload.template
    ? quantityToNumber(podRequest(workload.template, 'cpu'))
    : 0;
  const result = { workload, declared, onSpot: 0, elsewhere: 0, lost: 0 };
  for (const { name, pods } of workload.live.nodes) {
    const node = byName.get(name);
    if (!node) result.lost += pods;
    else if (spotLabelOf(node, known)) result.onSpot += pods * cores;
    else result.elsewhere += pods * cores;
  }
  return result;
}

const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);

const rounded = (cores: number) => Math.round(cores * 10) / 10;

function tooLittle(
  entries: readonly Interruptible[],
  share: number,
  least: number,
): Occurrence {
  // Who moves first moves the most.
  const [first, ...others] = entries
    .filter(({ elsewhere }) => elsewhere > 0)
    .sort(
      (a, b) =>
        b.elsewhere - a.elsewhere ||
        (a.workload.name < b.workload.name ? -1 : 1),
    );
  const declared = entries.some(entry => entry.declared);
  // Only the owner's word makes a failure of it (`catalogue/30` C3).
  const fails = share === 0 && declared;
  const on = sum(entries.map(({ onSpot }) => onSpot));
  const all = on + sum(entries.map(({ elsewhere }) => elsewhere));
  const names = [first, ...others].map(
    ({ workload: { namespace, name } }) => `${namespace}/${name}`,
  );
  const what = declared ? 'is declared' : 'looks';
  return {
    state: fails ? 'fail' : 'warn',
    ...(!declared && { severity: 'low' }),
    reasons: [
      {
        code: share === 0 ? 'none-on-spot' : 'little-on-spot',
        message: `Of ${rounded(
          all,
        )} cores that what ${what} interruptible requests, ${rounded(
          on,
        )} run on spot nodes (${Math.round(share * 100)} %, ${Math.round(
          least * 100,
        )} % are asked for): ${names.join(', ')}.`,
      },
    ],
    remediation: preferSpot(first.workload),
  };
}

function judgePlacement(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const known = spotLabels(context.params);
  const entries = interruptibleOf(subject, inventory).map(entry =>
    placed(entry, inventory, known),
  );
  if (entries.length === 0) {
    return na('nothing-interruptible', 'Nothing of it may be interrupted.');
  }
  const on = sum(entries.map(({ onSpot }) => onSpot));
  const all = on + sum(entries.map(({ elsewhere }) => elsewhere));
  if (entries.some(({ lost }) => lost > 0)) {
    return undecidable(
      'nodes',
      'Some of its nodes are not among those that were read.',
    );
  }
  if (all === 0) {
    return na(
      'nothing-runs',
      'What may be interrupted runs nowhere now, or requests no CPU.',
    );
  }
  const share = on / all;
  const least = context.threshold('spot.minShare');
  if (share >= least) {
    return pass({
      code: 'on-spot',
      message: `${rounded(on)} of ${rounded(
        all,
      )} cores that may be interrupted run on spot nodes.`,
    });
  }
  return share === 0 && !spotSupply(inventory.nodes, inventory, context)
    ? na(
        'no-spot-capacity',
        'The cluster has no spot capacity that it could use.',
      )
    : found([tooLittle(entries, share, least)]);
}

/** `cost-spot-placement` (`catalogue/30` C3). */
export const spotPlacement = defineCheck({
  id: 'cost-spot-placement',
  title: 'Interruptible workloads use spot capacity',
  dimension: 'cost',
  control: 'C3',
  scope: { types: ['entity'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'spot-placement',
  gate: 'used',
  reads,
  params: SPOT_PARAMS,
  texts: {
    why: 'A pool of cheap capacity that nothing asks for saves nothing. What may be interrupted pays the full price wherever the scheduler happens to put it.',
    rules: {
      pass: 'Of the CPU that its interruptible pods request, at least `spot.minShare` is on spot nodes now.',
      warn: 'Less than that; or none, of what only looks interruptible.',
      fail: 'None, of what is declared interruptible, although the cluster has spot capacity.',
      na: 'Nothing of it may be interrupted or nothing of that runs now; or there is no spot capacity.',
      unknown:
        'Nodes, pods or Services cannot be read, or a pod is on a node that was not.',
    },
    traps: [
      'That something looks interruptible (batch that is repeated on failure, CI runners, spare replicas outside of production) is a suggestion: only readiness.io/interruptible: "true" makes a failure of it.',
      'A preference is ignored when the cluster-autoscaler decides which group to grow.',
      'It is judged by where pods run now, not by an average over days.',
    ],
    fix: 'Tolerate the taint of the spot nodes and prefer them.',
    references: [
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
      'https://karpenter.sh/docs/concepts/nodepools/',
    ],
  },
  judge: judgePlacement,
});
