import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { multiZone as check } from './multiZone';
import { multiZoneCases } from './multiZone.cases';
import { deployment, podSpec } from '../__fixtures__/objects';
import { node, POOL } from '../nodes/__fixtures__/nodes';

describeCases(multiZoneCases);

describe('remediation of rec-multi-zone', () => {
  const ID = 'backstage.io/kubernetes-id';
  const ZONE = { 'topology.kubernetes.io/zone': 'z-1' };
  const remediationOf = async (
    labels: Readonly<Record<string, string>>,
    providerId?: string,
  ) => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        deployment(podSpec(), { metadata: { labels: { [ID]: 'app' } } }),
        node('a', { ...ZONE, ...labels }, providerId),
      ],
      options: {
        entities: [
          {
            ref: 'component:default/app',
            tier: 1,
            annotations: { [ID]: 'app' },
          },
        ],
      },
    });
    return occurrences[0].remediation.content;
  };

  it.each([
    [{ [POOL]: 'general' }, undefined, 'from NodePool general'],
    [
      { 'cloud.google.com/gke-nodepool': 'web' },
      'gce://p/z/a',
      'node-pools update web',
    ],
    [{}, 'azure:///x', 'az aks nodepool add'],
    [{}, undefined, 'Add a node pool of the same size'],
  ])('for nodes with %j', async (labels, providerId, text) => {
    expect(await remediationOf(labels, providerId)).toContain(text);
  });
});
