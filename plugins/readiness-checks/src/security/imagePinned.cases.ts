import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  livePod,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { imagePinned as check } from './imagePinned';

export const OLD = `sha256:${'a'.repeat(64)}`;
export const NEW = `sha256:${'b'.repeat(64)}`;

const running = (image: string) =>
  podSpec({ containers: [container({ image })] });

const written = (...images: readonly string[]) =>
  deployment(
    podSpec({
      containers: images.map((image, index) =>
        container({ name: index === 0 ? 'app' : `app-${index}`, image }),
      ),
    }),
  );

export const node = (name: string, architecture: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    labels: {
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': architecture,
    },
  },
});

/** A pod that asks for an image, with the id of what it got. */
export function pulled(
  image: string,
  imageID: string,
  place: { pod: string; node: string },
) {
  const [, pod] = livePod(running(image));
  const metadata = { ...(pod.metadata as object), name: place.pod };
  const status = {
    ...(pod.status as object),
    containerStatuses: [{ name: 'app', image, imageID }],
  };
  const spec = { ...(pod.spec as object), nodeName: place.node };
  return { ...pod, metadata, spec, status };
}

const [replicaSet] = livePod(podSpec());
const TAGGED = 'ghcr.io/acme/cart:1.8.2';

const twice = (second: string) => [
  written(TAGGED),
  replicaSet,
  pulled(TAGGED, `ghcr.io/acme/cart@${OLD}`, { pod: 'a', node: 'one' }),
  pulled(TAGGED, second, { pod: 'b', node: 'two' }),
];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a digest, with or without a tag',
    objects: [written(`ghcr.io/acme/cart@${OLD}`, `cart:latest@${OLD}`)],
    state: 'pass',
    codes: ['pinned'],
  },
  {
    it: 'warns of a version',
    objects: [written(TAGGED, `cart@${OLD}`)],
    state: 'warn',
    codes: ['tag-only'],
  },
  {
    it: 'fails an image without a tag, behind a port too',
    objects: [written('registry:5000/app')],
    state: 'fail',
    codes: ['no-tag'],
  },
  {
    it: 'fails a tag that names no version',
    objects: [written('redis:alpine')],
    state: 'fail',
    codes: ['floating-tag'],
  },
  {
    it: 'lists every container in one finding of the worst',
    objects: [written(TAGGED, 'cart:latest', 'cart')],
    state: 'fail',
    codes: ['tag-only', 'floating-tag', 'no-tag'],
  },
  {
    it: 'judges init containers',
    objects: [
      deployment(
        podSpec({
          containers: [container({ image: `cart@${OLD}` })],
          initContainers: [{ name: 'setup', image: 'busybox' }],
        }),
      ),
    ],
    state: 'fail',
    codes: ['no-tag'],
  },
  {
    it: 'fails pods that run different images under one tag',
    objects: [
      ...twice(`ghcr.io/acme/cart@${NEW}`),
      node('one', 'amd64'),
      node('two', 'amd64'),
    ],
    state: 'fail',
    codes: ['tag-moved'],
  },
  {
    it: 'warns where pods run one image under a tag',
    objects: [
      ...twice(`ghcr.io/acme/cart@${OLD}`),
      node('one', 'amd64'),
      node('two', 'amd64'),
    ],
    state: 'warn',
    codes: ['tag-only'],
  },
  {
    it: 'does not compare digests of different architectures',
    objects: [
      ...twice(`ghcr.io/acme/cart@${NEW}`),
      node('one', 'amd64'),
      node('two', 'arm64'),
    ],
    state: 'warn',
    without: ['tag-moved'],
  },
  {
    it: 'does not compare digests where the nodes are not known',
    objects: [
      ...twice(`ghcr.io/acme/cart@${NEW}`),
      node('one', 'amd64'),
      node('two', 'amd64'),
    ],
    options: { forbidden: ['nodes'] },
    state: 'warn',
    without: ['tag-moved'],
  },
  {
    it: 'does not compare ids of unpacked images',
    objects: [...twice(NEW), node('one', 'amd64'), node('two', 'amd64')],
    state: 'warn',
    without: ['tag-moved'],
  },
  {
    it: 'passes a version that admission resolves in every pod',
    objects: [
      written(TAGGED),
      replicaSet,
      pulled(`${TAGGED}@${OLD}`, `ghcr.io/acme/cart@${OLD}`, {
        pod: 'a',
        node: 'one',
      }),
    ],
    state: 'pass',
    codes: ['pinned-at-admission'],
  },
  {
    it: 'warns where admission resolved it in some pods only',
    objects: [
      written(TAGGED),
      replicaSet,
      pulled(`${TAGGED}@${OLD}`, `ghcr.io/acme/cart@${OLD}`, {
        pod: 'a',
        node: 'one',
      }),
      pulled(TAGGED, `ghcr.io/acme/cart@${OLD}`, { pod: 'b', node: 'one' }),
    ],
    state: 'warn',
    codes: ['tag-only'],
  },
  {
    it: 'fails a floating tag although admission resolves it',
    objects: [
      written('cart:latest'),
      replicaSet,
      pulled(`cart@${OLD}`, `cart@${OLD}`, { pod: 'a', node: 'one' }),
    ],
    state: 'fail',
    codes: ['floating-tag'],
  },
  {
    it: 'leaves the image of an injected container to its injector',
    objects: [
      written(`cart@${OLD}`),
      ...livePod(
        podSpec({
          containers: [
            container({ image: `cart@${OLD}` }),
            { name: 'istio-proxy', image: 'istio/proxyv2' },
          ],
        }),
        { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
      ),
    ],
    state: 'pass',
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(running('etcd'))],
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'does not know what a text is that names no image',
    objects: [written(['cart:', '{VERSION}'].join('$'))],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'fails what it knows beside such a text',
    objects: [written('ghcr.io/Acme/cart:1', 'cart')],
    state: 'fail',
    codes: ['no-tag'],
  },
  {
    it: 'does not know without a template and without a pod',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const imagePinnedCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
