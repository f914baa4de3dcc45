import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { operatorSecrets } from './operatorSecrets';
import { template } from './__fixtures__/templates';

const workload = (
  parts: Partial<Pick<Workload, 'owner' | 'namespace'>> & {
    labels?: Readonly<Record<string, string>>;
  },
): Workload =>
  ({
    namespace: 'shop',
    owner: parts.owner,
    template: { ...template({}), labels: parts.labels ?? {} },
  } as Workload);

const owned = (apiVersion: string, kind: string, name: string) =>
  workload({ owner: { apiVersion, kind, name } });

const made = (workloads: readonly Workload[], ...secrets: string[]) => {
  const { madeBy } = operatorSecrets(workloads);
  return secrets.map(secret => madeBy('shop', secret));
};

describe('operatorSecrets', () => {
  it('knows them by the resource that owns the pods', () => {
    expect(
      made(
        [owned('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'mq')],
        'mq-default-user',
        'mq-other',
        'mq2-default-user',
      ),
    ).toEqual(['RabbitmqCluster mq', undefined, undefined]);
    expect(
      made(
        [owned('monitoring.coreos.com/v1', 'Prometheus', 'k8s')],
        'prometheus-k8s',
        'prometheus-k8s-tls-assets-0',
        'prometheus-k8s2',
        'k8s-token',
      ),
    ).toEqual(['Prometheus k8s', 'Prometheus k8s', undefined, undefined]);
  });

  it('knows them by a label of the pods', () => {
    const kafka = workload({ labels: { 'strimzi.io/cluster': 'events' } });
    const search = workload({
      labels: { 'elasticsearch.k8s.elastic.co/cluster-name': 'a.b' },
    });
    expect(
      made(
        [kafka, search],
        'events-cluster-ca-cert',
        'events-login',
        'a.b-es-elastic-user',
        'aXb-es-elastic-user',
      ),
    ).toEqual([
      'the operator of events',
      undefined,
      'the operator of a.b',
      undefined,
    ]);
  });

  it('keeps to the namespace and to the group of the resource', () => {
    const mq = owned('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'mq');
    expect(
      operatorSecrets([mq]).madeBy('bank', 'mq-default-user'),
    ).toBeUndefined();
    expect(
      made(
        [owned('other.example/v1', 'RabbitmqCluster', 'mq')],
        'mq-default-user',
      ),
    ).toEqual([undefined]);
  });

  it('knows some by their whole name', () => {
    expect(
      made(
        [],
        'argocd-redis',
        'app.main.credentials.postgresql.acid.zalan.do',
        'default-token-x2kq9',
        'default-token-a1e2o',
        'api-token',
        'api-token-spare',
      ).map(by => by !== undefined),
    ).toEqual([true, true, true, false, false, false]);
  });
});
