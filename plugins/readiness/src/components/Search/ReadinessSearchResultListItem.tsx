import { Link } from '@backstage/core-components';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import type {
  IndexableDocument,
  ResultHighlight,
} from '@backstage/plugin-search-common';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Dimension,
  Severity,
} from '@readiness/backstage-plugin-readiness-common';
import type { ReactNode } from 'react';
import { useMessages } from '../../translation';
import { SeverityMark } from '../words/SeverityMark';

/** What the search module of the backend indexes, as search hands it over. */
type ReadinessDocument = IndexableDocument & {
  severity?: Severity;
  dimension?: Dimension;
};

/** @public */
export interface ReadinessSearchResultListItemProps {
  icon?: ReactNode | ((result: IndexableDocument) => ReactNode);
  /** A document of type `readiness-finding` or `readiness-check`. */
  result?: IndexableDocument;
  highlight?: ResultHighlight;
  rank?: number;
  /** Lines of text that are shown, 3 by default. */
  lineClamp?: number;
}

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', overflowWrap: 'anywhere' },
  clamped: {
    display: '-webkit-box',
    '-webkit-box-orient': 'vertical',
    overflow: 'hidden',
  },
  marks: { display: 'flex', gap: theme.spacing(2), flexWrap: 'wrap' },
}));

/** The part of a document that matched, with its terms marked. */
function Matched({
  field,
  result,
  highlight,
}: {
  field: 'title' | 'text';
  result: IndexableDocument;
  highlight?: ResultHighlight;
}) {
  const text = highlight?.fields[field];
  if (!highlight || !text) return <>{result[field]}</>;
  return (
    <HighlightedSearchResultText
      text={text}
      preTag={highlight.preTag}
      postTag={highlight.postTag}
    />
  );
}

export function ReadinessSearchResultListItem({
  icon,
  result,
  highlight,
  lineClamp = 3,
}: ReadinessSearchResultListItemProps) {
  const classes = useStyles();
  const t = useMessages();
  if (!result) return null;
  const { severity, dimension } = result as ReadinessDocument;
  return (
    <div className={classes.root}>
      {icon && (
        <ListItemIcon>
          {typeof icon === 'function' ? icon(result) : icon}
        </ListItemIcon>
      )}
      <div>
        <ListItemText
          primaryTypographyProps={{ variant: 'h6' }}
          primary={
            <Link noTrack to={result.location}>
              <Matched field="title" result={result} highlight={highlight} />
            </Link>
          }
          secondary={
            <Typography
              component="span"
              variant="body2"
              color="textSecondary"
              className={classes.clamped}
              style={{ WebkitLineClamp: lineClamp }}
            >
              <Matched field="text" result={result} highlight={highlight} />
            </Typography>
          }
        />
        <Typography variant="body2" component="div" className={classes.marks}>
          {severity && <SeverityMark severity={severity} />}
          {dimension && <span>{t(`dimension.${dimension}`)}</span>}
        </Typography>
      </div>
    </div>
  );
}
