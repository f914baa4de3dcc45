import { Link } from '@backstage/core-components';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useMessages } from '../../translation';
import { useGettingStartedDismissed } from './GettingStarted';

/** The way back to a panel that was put away. */
export function RestoreGettingStarted() {
  const t = useMessages();
  const path = useReadinessPath();
  const [dismissed, setDismissed] = useGettingStartedDismissed();
  if (!dismissed || path === undefined) return null;
  return (
    <div>
      <Link to={`${path}/leaderboard`} onClick={() => setDismissed(false)}>
        {t('onboarding.restore')}
      </Link>
    </div>
  );
}
