import {
  EmptyState,
  Progress,
  ResponseErrorPanel,
} from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import type { ReactNode } from 'react';
import { namedPermission, requestProblem } from '../../api/requestError';
import type { QueryResult } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';

export interface QueryStateProps<T> {
  query: QueryResult<T>;
  /** What a refusal is about, when the server does not name it. */
  permission: string;
  /** Pixels kept free while loading, so that the page does not jump. */
  minHeight?: number;
  /** Shown for 404 instead of the error. */
  notFound?: ReactNode;
  children: (value: T) => ReactNode;
}

export function Forbidden({ permission }: { permission: string }) {
  const t = useMessages();
  return (
    <EmptyState
      missing="info"
      title={t('state.forbiddenTitle')}
      description={t('state.forbiddenText', { permission })}
    />
  );
}

/** Loading, forbidden, not there, failed with retry, or the value. */
export function QueryState<T>(props: QueryStateProps<T>) {
  const { query, permission, minHeight = 320, notFound, children } = props;
  const t = useMessages();
  const { error, value, reload } = query;
  if (error) {
    const problem = requestProblem(error);
    if (problem === 'forbidden') {
      return <Forbidden permission={namedPermission(error) ?? permission} />;
    }
    if (problem === 'notFound' && notFound) return <>{notFound}</>;
    return (
      <Box minHeight={minHeight}>
        <ResponseErrorPanel error={error} />
        <Box mt={1}>
          <Button variant="outlined" onClick={reload}>
            {t('state.retry')}
          </Button>
        </Box>
      </Box>
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
