import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  readinessScanStartPermission,
  type Scan,
} from '@readiness/backstage-plugin-readiness-common';
import { failureText } from '../../api/failureText';
import { isFinished, type ScanRuns } from '../../hooks/useScanRuns';
import { type Messages, useMessages } from '../../translation';
import { percent } from '../words/figures';

function progressText(t: Messages, scan: Scan): string {
  return t('scan.progress', {
    cluster: scan.cluster,
    status: t(`scanStatus.${scan.status}`),
    percent: percent(scan.progress),
  });
}

function errorText(t: Messages, error: Error): string {
  return failureText(t, error, readinessScanStartPermission.name, reason =>
    t('scan.failed', { reason }),
  );
}

function Outcome({ scans }: { scans: readonly Scan[] }) {
  const t = useMessages();
  const failed = scans.find(scan => scan.status === 'failed');
  if (failed) {
    const reason = failed.error ?? t('scan.failedUnknown');
    return <Alert severity="error">{t('scan.failed', { reason })}</Alert>;
  }
  return scans.some(scan => scan.status === 'partial') ? (
    <Alert severity="warning">{t('scan.partial')}</Alert>
  ) : (
    <Alert severity="success">{t('scan.finished')}</Alert>
  );
}

/** What the scans started or followed here are doing, announced politely. */
export function ScanProgress({ runs }: { runs: ScanRuns }) {
  const t = useMessages();
  const { scans, starting, running, error, nothingToScan } = runs;
  const done = !running && scans.length > 0 && scans.every(isFinished);
  return (
    <div role="status">
      {starting && <Typography>{t('scan.starting')}</Typography>}
      {nothingToScan && <Alert severity="info">{t('scan.noCluster')}</Alert>}
      {error && <Alert severity="error">{errorText(t, error)}</Alert>}
      {!done &&
        scans.map(scan => (
          <Box key={scan.id} my={1}>
            <Typography variant="body2">{progressText(t, scan)}</Typography>
            <LinearProgress
              variant="determinate"
              value={scan.progress * 100}
              aria-label={progressText(t, scan)}
            />
          </Box>
        ))}
      {done && <Outcome scans={scans} />}
    </div>
  );
}
