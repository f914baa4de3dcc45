import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  Finding,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import type { ReactNode } from 'react';
import { useMessages } from '../../translation';
import { CopyableText } from '../words/CopyableText';
import { Reference } from '../words/Reference';
import { RelativeTime } from '../words/RelativeTime';
import { toolName } from '../words/toolName';

const useStyles = makeStyles(theme => ({
  part: { marginTop: theme.spacing(3) },
  list: { margin: 0, paddingLeft: theme.spacing(3) },
  wrap: { overflowWrap: 'anywhere' },
}));

export function Part(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <section className={classes.part} aria-label={props.title}>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}

function Reason({ reason }: { reason: Schemas['Reason'] }) {
  const t = useMessages();
  const place = [
    reason.container && t('finding.container', { name: reason.container }),
    reason.field && t('finding.field', { name: reason.field }),
  ].filter(Boolean);
  return (
    <>
      {reason.message}
      {place.length > 0 && <small> ({place.join(', ')})</small>}
    </>
  );
}

function SourceLine({ source }: { source: Schemas['SourceRead'] }) {
  const t = useMessages();
  const state = t(`sourceState.${source.state}`);
  const { resource, cluster } = source;
  return (
    <>
      {cluster
        ? t('finding.source', { resource, cluster, state })
        : t('finding.sourceHere', { resource, state })}{' '}
      <RelativeTime at={source.at} />
      {source.message && `, ${source.message}`}
    </>
  );
}

function targetText(target: NonNullable<Schemas['Remediation']['target']>) {
  const name = [target.namespace, target.name].filter(Boolean).join('/');
  return `${target.kind} ${name} (${target.apiVersion})`;
}

function Fix({ remediation }: { remediation: Schemas['Remediation'] }) {
  const t = useMessages();
  const { summary, target, content, note } = remediation;
  return (
    <>
      <Typography>{summary}</Typography>
      {target && (
        <Typography variant="body2" color="textSecondary">
          {t('finding.target', { target: targetText(target) })}
        </Typography>
      )}
      {content && <CopyableText text={content} label={t('finding.copyFix')} />}
      {note && <Typography variant="body2">{note}</Typography>}
    </>
  );
}

/** What was seen, why to believe it, why it matters and what to paste. */
export function FindingFacts({ finding }: { finding: Finding }) {
  const classes = useStyles();
  const t = useMessages();
  const references = finding.references ?? [];
  const also = finding.alsoReported ?? [];
  return (
    <>
      <Part title={t('finding.seen')}>
        <ul className={classes.list}>
          {finding.reasons.map(reason => (
            <li
              key={`${reason.code} ${reason.container} ${reason.field} ${reason.message}`}
              className={classes.wrap}
            >
              <Reason reason={reason} />
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('finding.believe')}>
        <ul className={classes.list}>
          {finding.sources.map(source => (
            <li
              key={`${source.cluster} ${source.resource}`}
              className={classes.wrap}
            >
              <SourceLine source={source} />
            </li>
          ))}
        </ul>
      </Part>
      {also.length > 0 && (
        <Part title={t('finding.alsoReported')}>
          <ul className={classes.list}>
            {also.map(({ source, rule }) => (
              <li key={`${source} ${rule}`} className={classes.wrap}>
                {t('finding.alsoRule', { tool: toolName(source), rule })}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('finding.why')}>
        <Typography>{finding.why}</Typography>
      </Part>
      <Part title={t('finding.fix')}>
        <Fix remediation={finding.remediation} />
      </Part>
      {references.length > 0 && (
        <Part title={t('finding.references')}>
          <ul className={classes.list}>
            {references.map(text => (
              <li key={text} className={classes.wrap}>
                <Reference text={text} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
