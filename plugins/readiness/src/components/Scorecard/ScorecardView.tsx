import { useMemo } from 'react';
import { WarningPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import { readinessApiRef } from '../../api/readinessApi';
import { useScanRuns } from '../../hooks/useScanRuns';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { ScanProgress } from '../states/ScanProgress';
import { bodyText } from '../words/bodyText';
import { subjectText } from '../words/subjectText';
import { Blockers } from './Blockers';
import { DimensionGrid } from './DimensionGrid';
import { FINDING_FILTERS } from './findingGroups';
import { FindingsTable } from './FindingsTable';
import { InheritedContext } from './InheritedContext';
import { jumpTo } from './jumpTo';
import { MovingPath } from './MovingPath';
import { checkTitles, nextLevel } from './nextLevel';
import { ScorecardBand } from './ScorecardBand';
import { Unseen } from './Unseen';

const useStyles = makeStyles(theme => ({
  root: {
    ...bodyText(theme),
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
  },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    gap: theme.spacing(3),
  },
}));

const URL_KEYS = [...FINDING_FILTERS, 'finding'] as const;

function Ambiguous({ workloads }: Pick<Scorecard, 'workloads'>) {
  const t = useMessages();
  const claimed = workloads.filter(
    ({ ambiguousWith }) => ambiguousWith && ambiguousWith.length > 0,
  );
  if (claimed.length === 0) return null;
  return (
    <WarningPanel title={t('scorecard.ambiguousTitle')} defaultExpanded>
      {claimed.map(({ subject, ambiguousWith = [] }) => (
        <div key={subjectText(subject)}>
          {t('scorecard.ambiguousText', {
            workload: subjectText(subject),
            others: ambiguousWith.join(', '),
          })}
        </div>
      ))}
    </WarningPanel>
  );
}

/** Where the entity runs; without a workload, wherever can be scanned. */
function useClustersToScan(scorecard: Scorecard) {
  const api = useApi(readinessApiRef);
  return async (): Promise<string[]> => {
    const known = new Set(scorecard.workloads.map(({ cluster }) => cluster));
    if (known.size > 0) return [...known];
    const { items } = await api.getClusters();
    return items.filter(({ scannable }) => scannable).map(({ name }) => name);
  };
}

/** The scorecard of one entity, from its level down to what was not seen. */
export function ScorecardView(props: {
  scorecard: Scorecard;
  onChanged: () => void;
}) {
  const { scorecard, onChanged } = props;
  const classes = useStyles();
  const [url, setUrl] = useUrlParams(URL_KEYS);
  const { finding: openId, ...filters } = url;
  const titles = useMemo(() => checkTitles(scorecard), [scorecard]);
  const next = useMemo(() => nextLevel(scorecard), [scorecard]);
  const { entityRef, findings, inherited } = scorecard;
  const runs = useScanRuns({ entityRef, onFinished: onChanged });
  const clustersToScan = useClustersToScan(scorecard);

  const open = (finding: string) => setUrl({ finding });
  const filterCheck = (check: string) => {
    setUrl({
      check,
      severity: undefined,
      dimension: undefined,
      state: undefined,
      q: undefined,
    });
    jumpTo('readiness-findings');
  };
  const known = [...findings, ...inherited].find(({ id }) => id === openId);

  return (
    <div className={classes.root}>
      <div>
        <ScorecardBand
          scorecard={scorecard}
          scanning={runs.running || runs.starting}
          onRescan={() => runs.start(clustersToScan)}
        />
        <ScanProgress runs={runs} />
      </div>
      <Ambiguous workloads={scorecard.workloads} />
      <div className={classes.pair}>
        <MovingPath
          steps={scorecard.path}
          findings={findings}
          titles={titles}
          onOpenFinding={open}
          onFilterCheck={filterCheck}
        />
        <Blockers
          next={next}
          findings={findings}
          titles={titles}
          onFilterCheck={filterCheck}
        />
      </div>
      <DimensionGrid dimensions={scorecard.dimensions} />
      <FindingsTable
        findings={findings}
        filters={filters}
        onFilter={setUrl}
        onOpen={open}
      />
      <InheritedContext findings={inherited} onOpen={open} />
      <Unseen scorecard={scorecard} titles={titles} />
      {openId && (
        <FindingDrawer
          id={openId}
          known={known}
          onClose={() => setUrl({ finding: undefined })}
          onChanged={onChanged}
        />
      )}
    </div>
  );
}
