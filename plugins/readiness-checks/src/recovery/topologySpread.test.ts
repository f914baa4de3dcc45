import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { placed } from '../nodes/__fixtures__/placed';
import { topologySpread as check } from './topologySpread';
import { threeNodes, topologySpreadCases } from './topologySpread.cases';

describeCases(topologySpreadCases);

it('spreads over zones and nodes by the labels of its own pods', async () => {
  const { occurrences } = await verdictOf({
    check,
    objects: [...threeNodes, ...placed(['a1', 'a1'])],
  });
  const { content } = occurrences[0].remediation;
  const constraints =
    parse(content).spec.template.spec.topologySpreadConstraints;
  expect(constraints).toMatchObject([
    { topologyKey: 'topology.kubernetes.io/zone' },
    { topologyKey: 'kubernetes.io/hostname' },
  ]);
  expect(constraints[0].labelSelector).toEqual({
    matchLabels: { app: 'app' },
  });
});

(hasRecording ? describe : describe.skip)(
  'rec-topology-spread on the recorded cluster',
  () => {
    it('fails the recorded store on one node and warns of the service next to it', async () => {
      const objects = [
        ...recordedList('core_v1_nodes'),
        ...recordedList('apps_v1_statefulsets'),
        ...recordedList('apps_v1_deployments'),
        ...recordedList('apps_v1_replicasets'),
        ...recordedList('core_v1_pods'),
      ];
      const stateOf = async (subject: string) =>
        (await verdictOf({ check, objects, subject })).state;
      expect(await stateOf('ledger-db')).toBe('fail');
      expect(await stateOf('ledger-api')).toBe('warn');
    });
  },
);
