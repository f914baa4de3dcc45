import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import {
  readinessScorecardReadPermission,
  type TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { EventList } from '../FindingDrawer/EventList';
import { Part } from '../FindingDrawer/FindingFacts';
import { SidePanel } from '../FindingDrawer/SidePanel';
import { QueryState } from '../states/QueryState';
import { SeverityMark } from '../words/SeverityMark';
import { subjectText } from '../words/subjectText';
import { TaskDialog } from './TaskDialog';
import { TASK_EDITS, type TaskEdit } from './taskEdit';
import { TaskFacts } from './TaskFacts';

function Detail(props: {
  task: TaskDetail;
  titles: ReadonlyMap<string, string>;
  onEdit: (edit: TaskEdit) => void;
  onOpenFinding: (id: string) => void;
}) {
  const { task, titles, onEdit, onOpenFinding } = props;
  const t = useMessages();
  return (
    <>
      <TaskFacts
        task={task}
        after={task.dependsOn.map(id => titles.get(id) ?? id)}
      />
      <Typography variant="body2">
        {t('task.because')}: {task.because}
      </Typography>
      <Box display="flex" flexWrap="wrap" gridGap={8} mt={2}>
        {TASK_EDITS.map(edit => (
          <Button
            key={edit}
            size="small"
            variant="outlined"
            onClick={() => onEdit(edit)}
          >
            {t(`task.${edit}`)}
          </Button>
        ))}
        {task.issueUrl && (
          <Button
            size="small"
            variant="outlined"
            href={task.issueUrl}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('task.issue')}
          </Button>
        )}
      </Box>
      {task.note && (
        <Part title={t('task.noteTitle')}>
          <Typography style={{ whiteSpace: 'pre-wrap' }}>
            {task.note}
          </Typography>
        </Part>
      )}
      <Part title={t('findings.title')}>
        <ul>
          {task.findings.map(finding => (
            <li key={finding.id}>
              <SeverityMark severity={finding.severity} />{' '}
              <Link
                component="button"
                variant="body2"
                onClick={() => onOpenFinding(finding.id)}
              >
                {finding.title}
              </Link>{' '}
              {subjectText(finding.subject)}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('task.history')}>
        <EventList events={task.history} empty={t('task.historyEmpty')} />
      </Part>
    </>
  );
}

/** One task with its findings and what happened to it. */
export function TaskDrawer(props: {
  id: string;
  titles: ReadonlyMap<string, string>;
  onClose: () => void;
  onChanged: () => void;
  onOpenFinding: (id: string) => void;
}) {
  const { id, titles, onClose, onChanged, onOpenFinding } = props;
  const t = useMessages();
  const query = useReadinessQuery(api => api.getTask(id), [id]);
  const [edit, setEdit] = useState<TaskEdit>();
  const task = query.value;
  return (
    <SidePanel
      title={task?.title ?? titles.get(id) ?? t('task.open')}
      onClose={onClose}
    >
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
      >
        {detail => (
          <Detail
            task={detail}
            titles={titles}
            onEdit={setEdit}
            onOpenFinding={onOpenFinding}
          />
        )}
      </QueryState>
      {edit && task && (
        <TaskDialog
          task={task}
          edit={edit}
          onClose={() => setEdit(undefined)}
          onSaved={() => {
            setEdit(undefined);
            query.reload();
            onChanged();
          }}
        />
      )}
    </SidePanel>
  );
}
