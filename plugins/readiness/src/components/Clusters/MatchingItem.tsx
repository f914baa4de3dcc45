import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { type Messages, useMessages } from '../../translation';
import { CopyableText } from '../words/CopyableText';
import { EntityName } from '../words/EntityName';
import { keyText } from '../words/subjectText';
import type { MatchingRow } from './matchingRows';

/** So many names stand in a line; the rest is a number. */
const NAMED = 3;

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(1) },
  refs: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5) },
}));

function namesText(
  t: Messages,
  names: readonly string[],
  count: number,
): string {
  const named = names.slice(0, NAMED).join(', ');
  const more = count - Math.min(names.length, NAMED);
  return more > 0
    ? t('matching.andMore', { names: named, more: String(more) })
    : named;
}

function Suggestion(props: { suggestion: Schemas['MatchingSuggestion'] }) {
  const { basis, content, workloads = [] } = props.suggestion;
  const t = useMessages();
  return (
    <>
      <Typography variant="caption" component="div">
        {t(`matching.${basis}`)}
      </Typography>
      <CopyableText text={content} label={t('matching.suggestion')} />
      {workloads.length > 0 && (
        <Typography variant="caption" component="div">
          {t('matching.wouldMatch', {
            count: workloads.length,
            names: namesText(t, workloads.map(keyText), workloads.length),
          })}
        </Typography>
      )}
    </>
  );
}

/** One entity or workload of the report, with what would bring it in order. */
export function MatchingItem({ row }: { row: MatchingRow }) {
  const { entityRef, workload, message, selector, rule } = row;
  const { claimants = [], workloads = [], suggestions } = row;
  const { calledAfter, count = workloads.length, shared = 0 } = row;
  const classes = useStyles();
  const t = useMessages();
  return (
    <div className={classes.root}>
      {entityRef ? <EntityName entityRef={entityRef} /> : workload}
      {message && `: ${message}`}
      {selector && (
        <>
          {' '}
          <small>{t('matching.selector', { selector })}</small>
        </>
      )}
      {workloads.length > 0 && (
        <div title={workloads.join('\n')}>
          {t('matching.workloads', {
            count,
            names: namesText(t, workloads, count),
          })}
        </div>
      )}
      {shared > 0 && <div>{t('matching.shared', { count: shared })}</div>}
      {rule !== undefined && (
        <small>
          {t('matching.rule', {
            key: <code>{`readiness.matching[${rule}]`}</code>,
          })}
        </small>
      )}
      {claimants.length > 0 && (
        <div className={classes.refs}>
          {t('matching.claimedBy')}
          {claimants.map(ref => (
            <EntityName key={ref} entityRef={ref} />
          ))}
          {count > claimants.length &&
            t('matching.others', { more: String(count - claimants.length) })}
        </div>
      )}
      {calledAfter && (
        <div className={classes.refs}>
          {t('matching.calledAfter')} <EntityName entityRef={calledAfter} />
        </div>
      )}
      {suggestions.map(suggestion => (
        <Suggestion
          key={`${suggestion.basis} ${suggestion.content}`}
          suggestion={suggestion}
        />
      ))}
    </div>
  );
}
