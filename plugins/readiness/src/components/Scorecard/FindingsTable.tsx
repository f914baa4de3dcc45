import { useState } from 'react';
import { EmptyState } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { Due } from '../words/Due';
import { EntityName } from '../words/EntityName';
import { findingStateText, isObserved } from '../words/findingState';
import { ObservedMark } from '../words/ObservedMark';
import { RelativeTime } from '../words/RelativeTime';
import { SeverityMark } from '../words/SeverityMark';
import { SourceMark } from '../words/SourceMark';
import { subjectText } from '../words/subjectText';
import { FindingFilterBar } from './FindingFilterBar';
import {
  filterFindings,
  type FindingFilters,
  type FindingGroup,
  groupByFix,
} from './findingGroups';
import { Section } from './Section';

const FIRST_GROUPS = 50;

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  // Narrower than this, words would break into letters: it scrolls instead.
  table: { minWidth: 760 },
  group: {
    backgroundColor: theme.palette.background.default,
    fontWeight: theme.typography.fontWeightBold as number,
  },
  open: { textAlign: 'left', minWidth: 160 },
  whole: { whiteSpace: 'nowrap' },
}));

/** Tools that some findings come from, by name. */
function toolsOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ source }) => source ?? []))].sort();
}

function GroupRows(props: {
  group: FindingGroup;
  onOpen: (id: string) => void;
}) {
  const { group, onOpen } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <TableBody>
      <TableRow>
        <TableCell
          component="th"
          scope="rowgroup"
          colSpan={7}
          className={classes.group}
        >
          {t('findings.group', {
            title: group.title.replace(/\.$/, ''),
            count: group.findings.length,
          })}
        </TableCell>
      </TableRow>
      {group.findings.map(finding => {
        const subject = subjectText(finding.subject);
        return (
          <TableRow key={finding.id} hover>
            <TableCell>
              <SeverityMark severity={finding.severity} />
            </TableCell>
            <TableCell className={classes.whole}>
              {t(`stage.${finding.stage}`)}
            </TableCell>
            <TableCell>
              <Link
                component="button"
                variant="body2"
                className={classes.open}
                aria-label={t('findings.open', {
                  title: finding.title,
                  subject,
                })}
                onClick={() => onOpen(finding.id)}
              >
                {subject}
                {finding.discriminator && ` · ${finding.discriminator}`}
              </Link>
              <Typography variant="caption" component="div">
                {finding.title}
              </Typography>
            </TableCell>
            <TableCell>
              <RelativeTime at={finding.firstSeen} />
            </TableCell>
            <TableCell>
              <Due finding={finding} />
            </TableCell>
            <TableCell>
              {finding.owner && <EntityName entityRef={finding.owner} />}
            </TableCell>
            <TableCell>
              {findingStateText(t, finding)}
              {finding.source && (
                <div>
                  <SourceMark tool={finding.source} />
                </div>
              )}
              {isObserved(finding) && !finding.source && (
                <div>
                  <ObservedMark />
                </div>
              )}
            </TableCell>
          </TableRow>
        );
      })}
    </TableBody>
  );
}

export interface FindingsTableProps {
  findings: readonly Finding[];
  filters: FindingFilters;
  onFilter: (change: FindingFilters) => void;
  onOpen: (id: string) => void;
}

/** Findings under the fix that closes them. */
export function FindingsTable(props: FindingsTableProps) {
  const { findings, filters, onFilter, onOpen } = props;
  const classes = useStyles();
  const t = useMessages();
  const [all, setAll] = useState(false);
  if (findings.length === 0) {
    return (
      <Section id="readiness-findings" title={t('findings.title')}>
        <EmptyState
          missing="data"
          title={t('findings.emptyTitle')}
          description={t('findings.emptyText')}
        />
      </Section>
    );
  }
  const shown = filterFindings(findings, filters);
  const groups = groupByFix(shown);
  const visible = all ? groups : groups.slice(0, FIRST_GROUPS);
  const count = t('findings.count', {
    shown: String(shown.length),
    total: String(findings.length),
  });
  return (
    <Section
      id="readiness-findings"
      title={t('findings.title')}
      subheader={count}
    >
      <FindingFilterBar
        filters={filters}
        checkTitle={
          findings.find(({ check }) => check === filters.check)?.title
        }
        tools={toolsOf(findings)}
        onChange={onFilter}
      />
      {groups.length === 0 ? (
        <Typography role="status">{t('findings.noMatch')}</Typography>
      ) : (
        <div className={classes.scroll}>
          <Table
            size="small"
            className={classes.table}
            aria-label={t('findings.title')}
          >
            <TableHead>
              <TableRow>
                <TableCell>{t('findings.severity')}</TableCell>
                <TableCell>{t('findings.stage')}</TableCell>
                <TableCell>{t('findings.subject')}</TableCell>
                <TableCell>{t('findings.age')}</TableCell>
                <TableCell>{t('findings.due')}</TableCell>
                <TableCell>{t('findings.owner')}</TableCell>
                <TableCell>{t('findings.state')}</TableCell>
              </TableRow>
            </TableHead>
            {visible.map(group => (
              <GroupRows key={group.key} group={group} onOpen={onOpen} />
            ))}
          </Table>
        </div>
      )}
      {visible.length < groups.length && (
        <Button onClick={() => setAll(true)}>
          {t('state.more', { total: String(groups.length) })}
        </Button>
      )}
    </Section>
  );
}
