import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import { readinessScorecardReadPermission } from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { QueryState } from '../states/QueryState';
import { NoScorecard, NotReviewed } from './NoScorecard';
import { ScorecardView } from './ScorecardView';

function EntityScorecard({ entityRef }: { entityRef: string }) {
  const query = useReadinessQuery(
    api => api.getScorecard(entityRef),
    [entityRef],
  );
  return (
    <QueryState
      query={query}
      permission={readinessScorecardReadPermission.name}
      minHeight={640}
      notFound={<NoScorecard />}
    >
      {scorecard =>
        scorecard.notReviewed ? (
          <NotReviewed scorecard={scorecard} onChanged={query.reload} />
        ) : (
          <ScorecardView scorecard={scorecard} onChanged={query.reload} />
        )
      }
    </QueryState>
  );
}

/**
 * The Readiness tab of a component.
 *
 * @public
 */
export function EntityReadinessContent() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <Box p={{ xs: 1, sm: 3 }}>
      {/* Another entity is another scorecard: nothing of the last one stays. */}
      <EntityScorecard key={entityRef} entityRef={entityRef} />
    </Box>
  );
}
