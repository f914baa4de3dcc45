import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  livePod,
  podSpec,
} from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { imagePinned as check } from './imagePinned';
import { imagePinnedCases, node, OLD, pulled } from './imagePinned.cases';

describeCases(imagePinnedCases);

describe('remediation of sec-image-pinned', () => {
  const remediation = async (objects: readonly unknown[]) =>
    (await verdictOf({ check, objects })).occurrences[0].remediation;

  it('writes the digest that runs behind the tag', async () => {
    const image = 'ghcr.io/acme/cart:1.8.2';
    const { type, content } = await remediation([
      deployment(podSpec({ containers: [container({ image })] })),
      livePod(podSpec())[0],
      pulled(image, `ghcr.io/acme/cart@${OLD}`, { pod: 'a', node: 'one' }),
      node('one', 'amd64'),
    ]);
    expect(type).toBe('patch');
    expect(parse(content)).toEqual({
      spec: {
        template: {
          spec: { containers: [{ name: 'app', image: `${image}@${OLD}` }] },
        },
      },
    });
  });

  it('says how to find a digest that it does not know', async () => {
    const { type, content } = await remediation([
      deployment(podSpec({ containers: [container({ image: 'redis:7' })] })),
    ]);
    expect(type).toBe('steps');
    expect(content).toContain('docker buildx imagetools inspect redis:7');
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-image-pinned on the recorded cluster',
  () => {
    const state = async (file: string, name: string, patch = {}) =>
      (await verdictOf({ check, objects: [recorded(file, name, patch)] }))
        .state;

    it('passes what has a digest', async () => {
      expect(
        await state('apps_v1_deployments', 'ingress-nginx-controller'),
      ).toBe('pass');
    });

    it('fails it once the digest is gone', async () => {
      const containers = [
        {
          name: 'controller',
          image: 'registry.k8s.io/ingress-nginx/controller',
        },
      ];
      expect(
        await state('apps_v1_deployments', 'ingress-nginx-controller', {
          spec: { template: { spec: { containers } } },
        }),
      ).toBe('fail');
    });

    it('fails the job whose image has no tag', async () => {
      expect(await state('batch_v1_cronjobs', 'report')).toBe('fail');
    });
  },
);
