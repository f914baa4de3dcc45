import type { EntityFacts } from '../../facts';
import { workloads } from '../../reads';
import { buildEntity, collectObjects } from '../../testing';
import { aCheck } from '../../testing/aCheck';
import type { Raw } from '../../testing/rawObjects';
import type { MatchingRule } from '../MatchingRule';
import { matchEntities } from '../matchEntities';

export const SELECTOR = 'backstage.io/kubernetes-label-selector';
export const ID = 'backstage.io/kubernetes-id';
export const NAMESPACE = 'backstage.io/kubernetes-namespace';

const check = aCheck({ reads: workloads() });

/** A Component with these annotations. */
export const component = (
  name: string,
  annotations: Record<string, string> = {},
  parts: Partial<EntityFacts> = {},
): EntityFacts =>
  buildEntity({ ref: `component:default/${name}`, annotations, ...parts });

/** Matches entities with the workloads of a cluster called prod. */
export async function match(
  objects: readonly Raw[],
  entities: readonly EntityFacts[],
  rules: readonly MatchingRule[] = [],
) {
  const { inventory } = await collectObjects([check], objects);
  return matchEntities({
    cluster: 'prod',
    entities,
    workloads: inventory.workloads,
    rules,
    isSystem: name => name.startsWith('kube-'),
  });
}

/** The key of a Deployment, or of another kind as `group/Kind`. */
export const key = (
  name: string,
  namespace = 'shop',
  kind = 'apps/Deployment',
) => `workload:test-cluster-uid/${namespace}/${kind}/${name}`;

export const argo = (
  app: string,
  object: string,
  kind = 'apps/Deployment',
) => ({
  'argocd.argoproj.io/tracking-id': `${app}:${kind}:${object}`,
});

export const helm = (release: string, namespace = 'shop') => ({
  'meta.helm.sh/release-name': release,
  'meta.helm.sh/release-namespace': namespace,
});
