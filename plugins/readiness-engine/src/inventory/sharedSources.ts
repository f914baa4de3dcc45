import type { SharedSource } from '@readiness/backstage-plugin-readiness-common';
import type { Workload } from './Workload';

const CHART_LABEL = 'helm.sh/chart';
/** `name-version`; the version begins with the last part that starts one. */
const CHART_VERSION = /-v?\d+\.\d+(\.\d+)?([-+_.].*)?$/;

function chartName(label: string | undefined): string | undefined {
  const name = label?.replace(CHART_VERSION, '');
  return name ? name : undefined;
}

/** An image without its tag and digest. */
function repositoryOf(image: string): string {
  const [named] = image.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon < 0 ? named : named.slice(0, colon);
}

/**
 * What a workload has in common with others, where one change reaches them all
 * (`catalogue/60` C.2.3). Charts and images are the same in every cluster; a
 * chart is told by its name, which is all that a cluster shows of it.
 */
export function sharedSourcesOf(
  workload: Workload,
  clusterUid: string,
): SharedSource[] {
  const { namespace, labels, template } = workload;
  const chart = chartName(labels[CHART_LABEL]);
  const images = new Set(
    (template?.containers ?? []).flatMap(({ image }) =>
      image ? repositoryOf(image) : [],
    ),
  );
  return [
    {
      kind: 'namespaceDefaults',
      key: `${clusterUid}/${namespace}`,
      title: `Namespace ${namespace}`,
    },
    ...(chart
      ? [
          {
            kind: 'chart' as const,
            key: chart,
            title: `Helm chart ${chart}`,
          },
        ]
      : []),
    ...[...images].sort().map(image => ({
      kind: 'image' as const,
      key: image,
      title: `image ${image}`,
    })),
  ];
}

const KYVERNO = 'kyverno';

/** The engine that can generate objects and labels in every namespace, if one runs. */
export function policyEngineOf(
  workloads: readonly Workload[],
  cluster: { uid: string; name: string },
): SharedSource | undefined {
  const runs = workloads.some(
    ({ labels, name }) =>
      labels['app.kubernetes.io/part-of'] === KYVERNO ||
      name === 'kyverno-admission-controller',
  );
  return runs
    ? {
        kind: 'policy',
        key: `${cluster.uid}/${KYVERNO}`,
        title: `Kyverno in cluster ${cluster.name}`,
      }
    : undefined;
}
