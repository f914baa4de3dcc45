import type { Environment } from '@readiness/backstage-plugin-readiness-common';
import type {
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml, type YamlMap } from '../toYaml';
import { workloadRemediation } from '../workloadRemediation';

/** Label keys of which one has to be there. */
export type Alternatives = readonly string[];

const NAME = 'app.kubernetes.io/name';

interface Known {
  /** Of the namespace. */
  labels: Readonly<Record<string, string>>;
  environment: Environment;
  /** Full ref. */
  owner?: string;
  workload?: string;
}

/** The key that the namespace uses, else the first. */
const keyOf = (keys: Alternatives, { labels }: Known) =>
  keys.find(key => labels[key]) ?? keys[0];

/** What is known of it, else a word to replace. */
function valueOf(key: string, { labels, environment, ...known }: Known) {
  if (labels[key]) return labels[key];
  if (/^env(ironment)?$/.test(key)) return environment;
  if (key === NAME && known.workload) return known.workload;
  const group = known.owner?.match(/^group:default\/(.+)$/)?.[1];
  const isOwner = /^(team|owner)$/.test(key);
  return isOwner && group
    ? group
    : key.slice(key.lastIndexOf('/') + 1).toUpperCase();
}

const pairs = (wanted: readonly Alternatives[], known: Known): YamlMap =>
  Object.fromEntries(
    wanted.map(keys => {
      const key = keyOf(keys, known);
      return [key, valueOf(key, known)];
    }),
  );

/** Labels for all pods of a namespace; the name of each is its own. */
export function labelNamespace(
  namespace: string,
  wanted: readonly Alternatives[],
  labels: Readonly<Record<string, string>>,
  environment: Environment,
  missing: boolean,
): Remediation {
  const known: Known = { labels, environment };
  const common = wanted.filter(keys => !keys.includes(NAME));
  const values = pairs(common, known);
  const words = Object.entries(values).map(([key, value]) =>
    shellWord(`${key}=${value}`),
  );
  const parts = [
    ...(common.length > 0
      ? [
          'In the kustomization.yaml of what runs there:',
          toYaml({ labels: [{ includeTemplates: true, pairs: values }] }),
        ]
      : []),
    ...(common.length > 0 && missing
      ? [
          'On the namespace itself, for what is not delivered by Kustomize:',
          `kubectl label namespace ${shellWord(namespace)} ${words.join(
            ' ',
          )}\n`,
        ]
      : []),
    ...(common.length < wanted.length
      ? [
          `On the pod template of each workload its own name as ${NAME}, which \`helm create\` does by itself.\n`,
        ]
      : []),
  ];
  return {
    summary: `Give the pods of ${namespace} the labels that say whose they are.`,
    type: 'steps',
    target: { apiVersion: 'v1', kind: 'Namespace', name: namespace },
    content: parts.join('\n'),
    note: 'Words in capitals are yours to fill in. Without includeSelectors the selectors stay as they are; they cannot be changed.',
  };
}

/** The labels that the pods of a workload lack. */
export function labelWorkload(
  workload: Workload,
  wanted: readonly Alternatives[],
  labels: Readonly<Record<string, string>>,
  environment: Environment,
  owner: string | undefined,
): Remediation {
  return workloadRemediation(workload, {
    topic: 'labels',
    summary: `Give the pods of ${workload.name} the labels that say whose they are.`,
    labels: pairs(wanted, {
      labels,
      environment,
      owner,
      workload: workload.name,
    }),
    note: 'Words in capitals are yours to fill in. Leave spec.selector as it is: it cannot be changed.',
  });
}
