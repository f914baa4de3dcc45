import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { RelativeTime } from '../words/RelativeTime';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** What happened to a finding or a task, as the server ordered it. */
export function EventList(props: {
  events: readonly Schemas['Event'][];
  empty: string;
}) {
  const { events, empty } = props;
  const classes = useStyles();
  const t = useMessages();
  if (events.length === 0) return <Typography>{empty}</Typography>;
  return (
    <ul className={classes.list}>
      {events.map(event => (
        <li key={`${event.at} ${event.type} ${event.message}`}>
          <RelativeTime at={event.at} />: {event.message}
          {event.actor && ` ${t('finding.historyBy', { actor: event.actor })}`}
        </li>
      ))}
    </ul>
  );
}
