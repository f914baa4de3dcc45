import { useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { readinessApiRef } from '../../api/readinessApi';
import { requestMessage } from '../../api/requestError';
import { useMessages } from '../../translation';
import { PagedList } from '../states/PagedList';
import { MatchingItem } from './MatchingItem';
import {
  type MatchingRow,
  type MatchingSection,
  searchRows,
} from './matchingRows';
import { wholeSection } from './wholeSection';

const useStyles = makeStyles({
  root: { overflowWrap: 'anywhere', minWidth: 0 },
});

/** What a section means, where its title does not say it all. */
const HINTS = {
  ambiguous: 'matching.ambiguousText',
  unannotated: 'matching.unannotatedText',
} as const;

function isHinted(section: MatchingSection): section is keyof typeof HINTS {
  return section in HINTS;
}

export interface MatchingPartProps {
  cluster: string;
  section: MatchingSection;
  /** What the report holds of the section. */
  rows: readonly MatchingRow[];
  /** How many rows there are. */
  total: number;
  q: string | undefined;
}

/** One section of the report: searched, page by page. */
export function MatchingPart(props: MatchingPartProps) {
  const { cluster, section, total, q } = props;
  const classes = useStyles();
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [whole, loadWhole] = useAsyncFn(
    () => wholeSection(api, cluster, section),
    [api, cluster, section],
  );
  const rows = whole.value ?? props.rows;
  const found = useMemo(() => searchRows(rows, q), [rows, q]);
  const title = t(`matching.${section}`);
  const words = { title, total: String(total) };
  return (
    <section className={classes.root} aria-label={title}>
      <Typography variant="subtitle1" component="h3">
        {q
          ? t('matching.headingFound', {
              ...words,
              found: String(found.length),
            })
          : t('matching.heading', words)}
      </Typography>
      {rows.length > 0 && isHinted(section) && (
        <Typography variant="body2" color="textSecondary" gutterBottom>
          {t(HINTS[section])}
        </Typography>
      )}
      {found.length === 0 ? (
        <Typography variant="body2">
          {t(rows.length === 0 ? 'matching.none' : 'matching.noMatch')}
        </Typography>
      ) : (
        <PagedList label={title} items={found} keyOf={({ key }) => key}>
          {row => <MatchingItem row={row} />}
        </PagedList>
      )}
      {rows.length < total && (
        <Button size="small" disabled={whole.loading} onClick={loadWhole}>
          {t('matching.loadAll', {
            loaded: String(rows.length),
            total: String(total),
          })}
        </Button>
      )}
      {whole.error && (
        <Alert severity="error">{requestMessage(whole.error)}</Alert>
      )}
    </section>
  );
}
