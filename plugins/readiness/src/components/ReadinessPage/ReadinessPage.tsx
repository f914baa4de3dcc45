import { PageWithHeader, TabbedLayout } from '@backstage/core-components';
import { useMessages } from '../../translation';
import { CheckCatalogue } from '../Checks/CheckCatalogue';
import { Clusters } from '../Clusters/Clusters';
import { Leaderboard } from '../Leaderboard/Leaderboard';
import { ProofList } from '../Proof/ProofList';
import { Roadmap } from '../Roadmap/Roadmap';
import { MyTasks } from '../Tasks/MyTasks';
import { WaiverList } from '../Waivers/WaiverList';

/** The Readiness page in the shell of the old frontend system. */
export function ReadinessPage() {
  const t = useMessages();
  return (
    <PageWithHeader themeId="tool" title={t('page.title')}>
      <TabbedLayout>
        <TabbedLayout.Route path="/leaderboard" title={t('page.leaderboard')}>
          <Leaderboard />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/roadmap" title={t('page.roadmap')}>
          <Roadmap />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/tasks" title={t('page.tasks')}>
          <MyTasks />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/clusters" title={t('page.clusters')}>
          <Clusters />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/proof" title={t('page.proof')}>
          <ProofList />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/waivers" title={t('page.waivers')}>
          <WaiverList />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/checks" title={t('page.checks')}>
          <CheckCatalogue />
        </TabbedLayout.Route>
      </TabbedLayout>
    </PageWithHeader>
  );
}
