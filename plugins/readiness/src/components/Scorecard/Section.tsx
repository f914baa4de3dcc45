import { InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    scrollMarginTop: theme.spacing(2),
    borderRadius: theme.shape.borderRadius,
    '@media print': { breakInside: 'avoid' },
    '&:focus': { outline: `2px solid ${theme.palette.primary.main}` },
  },
}));

/** A card of the scorecard that a link can jump to. */
export function Section(props: {
  id: string;
  title: string;
  subheader?: ReactNode;
  children: ReactNode;
}) {
  const { id, title, subheader, children } = props;
  const classes = useStyles();
  return (
    <section id={id} aria-label={title} tabIndex={-1} className={classes.root}>
      <InfoCard title={title} subheader={subheader}>
        {children}
      </InfoCard>
    </section>
  );
}
