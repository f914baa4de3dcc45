import { useMemo } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import { useRescan } from '../../hooks/useRescan';
import { cleared, useUrlParams } from '../../hooks/useUrlParams';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { ScanProgress } from '../states/ScanProgress';
import { bodyText } from '../words/bodyText';
import { Ambiguous } from './Ambiguous';
import { Blockers } from './Blockers';
import { DimensionGrid } from './DimensionGrid';
import { Excepted } from './Excepted';
import { FINDING_FILTERS } from './findingGroups';
import { FindingsTable } from './FindingsTable';
import { InheritedContext } from './InheritedContext';
import { jumpTo } from './jumpTo';
import { MovingPath } from './MovingPath';
import { checkTitles, nextLevel } from './nextLevel';
import { ScorecardBand } from './ScorecardBand';
import { ScorecardDownloads } from './ScorecardDownloads';
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
  const { findings, inherited } = scorecard;
  const rescan = useRescan(scorecard, onChanged);

  const open = (finding: string) => setUrl({ finding });
  const filterCheck = (check: string) => {
    setUrl({ ...cleared(FINDING_FILTERS), check });
    jumpTo('readiness-findings');
  };
  const known = [...findings, ...inherited].find(({ id }) => id === openId);

  return (
    <div className={classes.root}>
      <div>
        <ScorecardBand
          scorecard={scorecard}
          scanning={rescan.scanning}
          onRescan={rescan.start}
        />
        <ScanProgress runs={rescan.runs} />
      </div>
      <Ambiguous workloads={scorecard.workloads} />
      <div className={classes.pair}>
        <MovingPath
          steps={scorecard.path}
          dimensions={scorecard.dimensions}
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
      <DimensionGrid
        dimensions={scorecard.dimensions}
        findings={findings}
        onFilterCheck={filterCheck}
      />
      <FindingsTable
        findings={findings}
        filters={filters}
        onFilter={setUrl}
        onOpen={open}
      />
      <InheritedContext findings={inherited} onOpen={open} />
      <Unseen scorecard={scorecard} titles={titles} />
      <Excepted excepted={scorecard.excepted} />
      <ScorecardDownloads scorecard={scorecard} filters={filters} />
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
