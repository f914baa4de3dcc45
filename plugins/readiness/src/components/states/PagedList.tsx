import { type ReactNode, useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useMessages } from '../../translation';

const DEFAULT_PAGE = 10;

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  pager: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
}));

export interface PagedListProps<T> {
  /** What is listed, for assistive technology. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  pageSize?: number;
  children: (item: T) => ReactNode;
}

/** A list that stays short however much it holds: page by page. */
export function PagedList<T>(props: PagedListProps<T>) {
  const { label, items, keyOf, pageSize = DEFAULT_PAGE, children } = props;
  const classes = useStyles();
  const t = useMessages();
  const [chosen, setPage] = useState(0);
  const last = Math.max(Math.ceil(items.length / pageSize) - 1, 0);
  // A search may have left fewer pages than the one that was looked at.
  const page = Math.min(chosen, last);
  const first = page * pageSize;
  const shown = items.slice(first, first + pageSize);
  return (
    <>
      <ul className={classes.list} aria-label={label}>
        {shown.map(item => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {last > 0 && (
        <div className={classes.pager}>
          <Button
            size="small"
            disabled={page === 0}
            aria-label={t('state.previousOf', { list: label })}
            onClick={() => setPage(page - 1)}
          >
            {t('state.previous')}
          </Button>
          <Typography variant="body2" component="span" role="status">
            {t('state.range', {
              first: String(first + 1),
              last: String(first + shown.length),
              total: String(items.length),
            })}
          </Typography>
          <Button
            size="small"
            disabled={page === last}
            aria-label={t('state.nextOf', { list: label })}
            onClick={() => setPage(page + 1)}
          >
            {t('state.next')}
          </Button>
        </div>
      )}
    </>
  );
}
