import {
  scoreCluster,
  scoreEntity,
  type CatalogueCheck,
  type ScoredVerdict,
} from '@readiness/backstage-plugin-readiness-common';
import type { ScoreWrite } from '../../register/ScoreKeeper';

export const CATALOGUE: readonly CatalogueCheck[] = [
  {
    id: 'cost-requests-set',
    dimension: 'cost',
    control: 'C1',
    stage: 'configured',
    severity: 'high',
    responsible: 'service',
    built: true,
  },
  {
    id: 'sec-pss-enforced',
    dimension: 'security',
    control: 'S2',
    stage: 'configured',
    severity: 'high',
    responsible: 'platform',
    built: true,
  },
];

export function verdict(
  check: string,
  subject: string,
  state: ScoredVerdict['state'],
): ScoredVerdict {
  return { check, subject, state, environment: 'prod' };
}

/** What a scan of cluster `u1` scored: the verdicts of one entity and of the cluster. */
export function scoreWrite(
  entity: { ref: string; verdicts: readonly ScoredVerdict[]; before?: number },
  cluster: { verdicts: readonly ScoredVerdict[]; before?: number } = {
    verdicts: [],
  },
): ScoreWrite {
  const entityInput = { catalogue: CATALOGUE, verdicts: entity.verdicts };
  const clusterInput = {
    catalogue: CATALOGUE,
    clusterVerdicts: [],
    entityVerdicts: [],
    unowned: [cluster.verdicts],
  };
  return {
    entities: new Map([
      [
        entity.ref,
        {
          input: entityInput,
          tree: scoreEntity(entityInput),
          before: entity.before,
        },
      ],
    ]),
    cluster: {
      input: clusterInput,
      tree: scoreCluster(clusterInput),
      before: cluster.before,
    },
  };
}
