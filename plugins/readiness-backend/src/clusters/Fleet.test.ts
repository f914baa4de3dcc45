import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterAccess,
  ScanCluster,
} from '@readiness/backstage-plugin-readiness-node';
import { Fleet } from './Fleet';

function access(
  id: string,
  clusters: ScanCluster[] | Error,
): ClusterAccess & { get: jest.Mock } {
  return {
    id,
    listClusters: async () => {
      if (clusters instanceof Error) throw clusters;
      return clusters;
    },
    get: jest.fn(),
  };
}

const logger = mockServices.logger.mock();

describe('Fleet', () => {
  it('lets the first way of access that lists a cluster read it', async () => {
    const own = access('config', [{ name: 'prod', scannable: true }]);
    const plugin = access('kubernetes-plugin', [
      { name: 'prod', scannable: false, reason: 'google' },
      { name: 'dev', scannable: true },
    ]);
    const fleet = Fleet.create({ accesses: [own, plugin], logger });
    const reader = await fleet.reader('prod');
    await reader.get('/version', {});
    expect(own.get).toHaveBeenCalledWith('prod', '/version', {});
    expect(plugin.get).not.toHaveBeenCalled();
    expect((await fleet.list()).clusters).toEqual([
      { name: 'prod', scannable: true, access: 'config' },
      { name: 'dev', scannable: true, access: 'kubernetes-plugin' },
    ]);
    await expect(fleet.reader('nope')).rejects.toThrow('nope');
  });

  it('refuses a name that one way of access lists twice, and says so', async () => {
    const fleet = Fleet.create({
      accesses: [
        access('x', [
          { name: 'prod', scannable: true },
          { name: 'prod', scannable: true },
        ]),
      ],
      logger,
    });
    expect((await fleet.list()).clusters).toEqual([
      {
        name: 'prod',
        access: 'x',
        scannable: false,
        reason: '2 clusters are called "prod". Rename all but one.',
      },
    ]);
  });

  it('goes on reading clusters of a way of access that is silent for a while', async () => {
    const answers: (ScanCluster[] | Error)[] = [
      [{ name: 'prod', scannable: true }],
      new Error('no route'),
    ];
    const flaky = access('x', []);
    flaky.listClusters = async () => {
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer;
      return answer;
    };
    const fleet = Fleet.create({ accesses: [flaky], logger });
    await fleet.list();
    const { clusters, failed } = await fleet.list();
    expect(clusters).toEqual([]);
    expect(failed).toEqual([{ access: 'x', message: 'no route' }]);
    await (await fleet.reader('prod')).get('/version', {});
    expect(flaky.get).toHaveBeenCalled();
  });
});
