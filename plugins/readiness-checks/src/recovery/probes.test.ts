import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container } from '../__fixtures__/objects';
import { probesGate as check } from './probes';
import {
  agent,
  probesCases,
  ready,
  running,
  service,
  web,
} from './probes.cases';

describeCases(probesCases);

describe('rec-probes', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects })).occurrences[0].remediation;

  it('says nothing of workers and DaemonSets', async () => {
    expect(await judgeOne(check, [running(web())])).toEqual([]);
    expect(await judgeOne(check, [agent, service()])).toEqual([]);
  });

  it('asks by what the port speaks', async () => {
    const patch = async (port: object, name = 'http') =>
      (
        await remediationOf(
          running(container({ ports: [{ name, ...port }] })),
          service({ ports: [{ port: 80, targetPort: name }] }),
        )
      ).content;
    expect(await patch({ containerPort: 8080 })).toBe(
      [
        'spec:',
        '  template:',
        '    spec:',
        '      containers:',
        '        - name: app',
        '          readinessProbe:',
        '            httpGet:',
        '              path: "/ready"',
        '              port: http',
        '            periodSeconds: 5',
        '',
      ].join('\n'),
    );
    expect(await patch({ containerPort: 9000 }, 'grpc')).toContain(
      'grpc:\n              port: 9000\n',
    );
    expect(await patch({ containerPort: 6379 }, 'redis')).toContain(
      'tcpSocket:\n              port: redis\n',
    );
  });

  it('lets liveness wait three times as long, or takes it out', async () => {
    const same = { httpGet: { path: '/healthz', port: 'http' } };
    const loosened = await remediationOf(
      running(web({ readinessProbe: same, livenessProbe: same })),
      service(),
    );
    expect(loosened.content).toContain(
      'livenessProbe:\n            periodSeconds: 10\n            failureThreshold: 9\n',
    );
    const narrowed = await remediationOf(
      running(web({ ...ready, livenessProbe: ready.readinessProbe })),
      service(),
    );
    expect(narrowed.content).toContain('livenessProbe: null');
  });
});
