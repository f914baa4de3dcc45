import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  container,
  daemonSet,
  deployment,
  podSpec,
} from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { podSecurityRestricted as check } from './podSecurityRestricted';
import { podSecurityRestrictedCases } from './podSecurityRestricted.cases';

describeCases(podSecurityRestrictedCases);

describe('sec-pss-restricted-pod', () => {
  it('says nothing of agents', async () => {
    const agent = daemonSet(podSpec(), { name: 'agent', namespace: 'shop' });
    expect(await judgeOne(check, [agent])).toEqual([]);
  });

  it('proposes all that the standard asks for in one patch', async () => {
    const spec = podSpec({
      securityContext: { runAsNonRoot: false },
      containers: [
        container({
          securityContext: { capabilities: { add: ['SYS_TIME'] } },
        }),
      ],
    });
    const { occurrences } = await verdictOf({
      check,
      objects: [deployment(spec)],
    });
    expect(occurrences).toHaveLength(1);
    const { type, content } = occurrences[0].remediation;
    expect(type).toBe('patch');
    expect(parse(content)).toEqual({
      spec: {
        template: {
          spec: {
            securityContext: { runAsNonRoot: true },
            containers: [
              {
                name: 'app',
                securityContext: {
                  allowPrivilegeEscalation: false,
                  runAsNonRoot: true,
                  seccompProfile: { type: 'RuntimeDefault' },
                  capabilities: { drop: ['ALL'], add: [] },
                },
              },
            ],
          },
        },
      },
    });
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-pss-restricted-pod on the recorded cluster',
  () => {
    const verdict = (file: string, name: string, patch = {}) =>
      verdictOf({ check, objects: [recorded(file, name, patch)] });

    it('passes the ledger, which runs under level restricted', async () => {
      const { state } = await verdict('apps_v1_deployments', 'ledger-api');
      expect(state).toBe('pass');
    });

    it('fails the ledger once it may run as root', async () => {
      const securityContext = { runAsNonRoot: null };
      const { state } = await verdict('apps_v1_deployments', 'ledger-api', {
        spec: { template: { spec: { securityContext } } },
      });
      expect(state).toBe('fail');
    });

    it('warns of the shop, which lacks a seccomp profile alone', async () => {
      const { state, occurrences } = await verdict(
        'apps_v1_deployments',
        'checkoutservice',
      );
      expect(state).toBe('warn');
      expect(occurrences[0].reasons.map(({ code }) => code)).toEqual([
        'seccompProfile_restricted',
      ]);
    });

    it('fails the job that sets nothing', async () => {
      const { state } = await verdict('batch_v1_cronjobs', 'report');
      expect(state).toBe('fail');
    });
  },
);
