import {
  defineCheck,
  found,
  optionalList,
  pass,
  undecidable,
  workloads,
  type Container,
  type NodeObject,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { parseImage } from '../imageReference';
import { shellWord } from '../shellWord';
import {
  workloadRemediation,
  type ContainerChange,
} from '../workloadRemediation';
import { pinningOf, type Pinning } from './imageTag';

/** The image of one container, as written and as it runs. */
interface Seen {
  container: Container;
  image: string;
  /** Absent where the text is no image. */
  pinning?: Pinning;
  /** Digests of what pods run under this very name. */
  digests: readonly string[];
  /** Every pod asks for a digest although the template does not. */
  resolved: boolean;
}

/** Without a repository the id is of the unpacked image, one for each platform. */
function repositoryDigest(imageId: string): readonly string[] {
  const digest = imageId.match(/@(sha256:[0-9a-f]{64})$/)?.[1];
  return digest === undefined ? [] : [digest];
}

function seen(container: Container, { live }: Workload): Seen {
  const image = container.image ?? '';
  const reference = parseImage(image);
  const running = live.images.filter(one => one.container === container.name);
  return {
    container,
    image,
    pinning: reference && pinningOf(reference),
    digests: [
      ...new Set(
        running
          .filter(one => one.image === image)
          .flatMap(({ imageId }) => repositoryDigest(imageId)),
      ),
    ].sort(),
    resolved:
      running.length > 0 &&
      running.every(one => parseImage(one.image)?.digest !== undefined),
  };
}

/** Runtimes may give an image of several platforms one id for each of them. */
function onePlatform(
  { live }: Workload,
  nodes: readonly NodeObject[],
): boolean {
  const used = new Set(live.nodes.map(({ name }) => name));
  const platforms = nodes.flatMap(({ name, labels }) => {
    const system = labels['kubernetes.io/os'];
    const architecture = labels['kubernetes.io/arch'];
    return used.has(name) && system && architecture
      ? [`${system}/${architecture}`]
      : [];
  });
  return platforms.length === used.size && new Set(platforms).size === 1;
}

const short = (digest: string) => `${digest.slice(0, 19)}…`;

interface Fault {
  state: Occurrence['state'];
  code: string;
  says: string;
}

function faultOf(
  { image, pinning, digests, resolved }: Seen,
  comparable: boolean,
): Fault | undefined {
  if (pinning === 'untagged') {
    return {
      state: 'fail',
      code: 'no-tag',
      says: `asks for ${image} without a tag, which means latest`,
    };
  }
  if (pinning === 'floating') {
    return {
      state: 'fail',
      code: 'floating-tag',
      says: `asks for ${image}, a tag that names no version and moves`,
    };
  }
  if (pinning !== 'version' || resolved) return undefined;
  if (comparable && digests.length > 1) {
    return {
      state: 'fail',
      code: 'tag-moved',
      says: `runs ${digests.length} different images under ${image}: ${digests
        .map(short)
        .join(', ')}`,
    };
  }
  return {
    state: 'warn',
    code: 'tag-only',
    says: `asks for ${image}: a tag can be moved, a digest cannot`,
  };
}

interface Unpinned extends Fault {
  seen: Seen;
}

const reason = ({ code, says, seen: { container } }: Unpinned): Reason => ({
  code,
  message: `Container ${container.name} ${says}.`,
  container: container.name,
  field: 'image',
});

/** The reference with the digest of what runs, where that is one thing. */
function pinned(
  { container, image, digests }: Seen,
  comparable: boolean,
): readonly ContainerChange[] {
  const [digest, ...others] = digests;
  return digest === undefined || others.length > 0 || !comparable
    ? []
    : [
        {
          name: container.name,
          role: container.role,
          fields: { image: `${image}@${digest}` },
        },
      ];
}

const NOTE =
  'Let an updater (Renovate, Flux image automation) write tag and digest together, so that new versions still arrive.';

function occurrence(
  workload: Workload,
  faults: readonly Unpinned[],
  comparable: boolean,
): Occurrence {
  const images = faults.map(fault => fault.seen);
  const containers = images.flatMap(one => pinned(one, comparable));
  const open = images.filter(
    ({ container }) => !containers.some(({ name }) => name === container.name),
  );
  return {
    state: faults.some(({ state }) => state === 'fail') ? 'fail' : 'warn',
    reasons: faults.map(reason),
    remediation: workloadRemediation(workload, {
      topic: 'image',
      summary: 'Name the images by version and digest.',
      containers,
      byHand: open.map(
        ({ container, image }) =>
          `Find the digest of the version that container ${
            container.name
          } should run and write it behind the image: docker buildx imagetools inspect ${shellWord(
            image,
          )} --format '{{.Manifest.Digest}}'`,
      ),
      note: NOTE,
    }),
  };
}

/** `sec-image-pinned` (`catalogue/20` S5). */
export const imagePinned = defineCheck({
  id: 'sec-image-pinned',
  title: 'Images are immutable references',
  dimension: 'security',
  control: 'S5',
  scope: { types: ['workload'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'image-pinning',
  gate: 'used',
  reads: [...workloads(), optionalList('nodes')],
  texts: {
    why: 'A tag is a name that anybody with push rights can give to another image. Only a digest says that what was scanned and tested is what runs, on every node and after every restart.',
    rules: {
      pass: 'Every image has a digest, in the template or, where an admission controller resolves them, in every live pod.',
      warn: 'Tags that name a version or a commit.',
      fail: 'No tag, a tag that names no version (latest, main, master, dev, stable, edge, nightly, or a word without a number such as alpine), or pods that run different images under one tag.',
      na: 'Static pods, parked workloads and the namespaces of the cluster itself.',
      unknown:
        'The template cannot be read, or the text of an image is no reference.',
    },
    traps: [
      'registry:5000/app has no tag: the number is a port.',
      'Where tag and digest stand together, the digest wins.',
      'Admission controllers (Kyverno, Connaisseur) may write the digest into the pod: then the pods pass although the template has a version tag. A floating tag still fails, the next pod may get another digest.',
      'Digests of pods are compared only where all their nodes have one architecture: some runtimes report one for each.',
      'Containers that an injector adds are not judged here: their image is chosen where the injector is installed.',
    ],
    fix: 'Write the digest behind the version, and let an updater move both.',
    references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  },
  judge({ workload }, { nodes }) {
    const { template } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const images = template.containers.map(one => seen(one, workload));
    const comparable = onePlatform(workload, nodes);
    const faults = images.flatMap(one => {
      const fault = faultOf(one, comparable);
      return fault ? [{ ...fault, seen: one }] : [];
    });
    const unread = images.filter(({ pinning }) => pinning === undefined);
    if (unread.length > 0 && !faults.some(({ state }) => state === 'fail')) {
      return undecidable(
        'containers[].image',
        `The image of container ${unread
          .map(({ container }) => container.name)
          .join(', ')} is no reference that a runtime can pull.`,
      );
    }
    if (faults.length > 0) {
      return found([occurrence(workload, faults, comparable)]);
    }
    const byAdmission = images.some(({ pinning }) => pinning !== 'digest');
    return byAdmission
      ? pass({
          code: 'pinned-at-admission',
          message:
            'The template names versions; every live pod has them with a digest.',
        })
      : pass({
          code: 'pinned',
          message: 'Every image of the template has a digest.',
        });
  },
});
