import {
  EmptyState,
  Progress,
  ResponseErrorPanel,
} from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { ReactNode } from 'react';
import {
  namedPermission,
  refusedBySetting,
  requestMessage,
  requestProblem,
} from '../../api/requestError';
import type { QueryResult } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';

export interface QueryStateProps<T> {
  query: QueryResult<T>;
  /** What a refusal is about, when the server does not name it. */
  permission: string;
  /** Pixels kept free while loading, so that the page does not jump. */
  minHeight?: number;
  /** In a card there is no room for pictures: a line each. */
  compact?: boolean;
  /** Shown for 404 instead of the error. */
  notFound?: ReactNode;
  children: (value: T) => ReactNode;
}

function Forbidden(props: {
  error: Error;
  permission: string;
  compact?: boolean;
}) {
  const { error, compact } = props;
  const t = useMessages();
  const permission = namedPermission(error) ?? props.permission;
  const description =
    refusedBySetting(error) ?? t('state.forbiddenText', { permission });
  return compact ? (
    <Typography>
      {t('state.forbiddenTitle')}. {description}
    </Typography>
  ) : (
    <EmptyState
      missing="info"
      title={t('state.forbiddenTitle')}
      description={description}
    />
  );
}

function Failed(props: {
  error: Error;
  minHeight: number;
  compact?: boolean;
  onRetry: () => void;
}) {
  const { error, minHeight, compact, onRetry } = props;
  const t = useMessages();
  const retry = (
    <Button
      variant="outlined"
      size={compact ? 'small' : undefined}
      onClick={onRetry}
    >
      {t('state.retry')}
    </Button>
  );
  return compact ? (
    <Alert severity="error" action={retry}>
      {requestMessage(error)}
    </Alert>
  ) : (
    <Box minHeight={minHeight}>
      <ResponseErrorPanel error={error} />
      <Box mt={1}>{retry}</Box>
    </Box>
  );
}

/** Loading, forbidden, not there, failed with retry, or the value. */
export function QueryState<T>(props: QueryStateProps<T>) {
  const { query, permission, minHeight = 320, compact } = props;
  const { notFound, children } = props;
  const t = useMessages();
  const { error, value, reload } = query;
  if (error) {
    const problem = requestProblem(error);
    if (problem === 'forbidden') {
      return (
        <Forbidden error={error} permission={permission} compact={compact} />
      );
    }
    if (problem === 'notFound' && notFound) return <>{notFound}</>;
    return (
      <Failed
        error={error}
        minHeight={minHeight}
        compact={compact}
        onRetry={reload}
      />
    );
  }
  if (value === undefined) {
    return (
      <Box
        minHeight={minHeight}
        aria-busy="true"
        aria-label={t('state.loading')}
      >
        <Progress />
      </Box>
    );
  }
  return <>{children(value)}</>;
}
