import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { bodyText } from '../words/bodyText';

const useStyles = makeStyles(theme => ({
  root: {
    ...bodyText(theme),
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
    padding: theme.spacing(3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
    '@media print': { padding: 0 },
  },
}));

/** The padding of a tab, which neither page shell brings. */
export function TabContent({ children }: { children: ReactNode }) {
  return <div className={useStyles().root}>{children}</div>;
}
