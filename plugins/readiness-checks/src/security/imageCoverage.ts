import {
  globMatch,
  matchesSelector,
  type ImageVerification,
  type Inventory,
  type NamespaceObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { parseImage } from '../imageReference';

/** A policy on images, whoever enforces it. */
export interface ImagePolicy {
  title: string;
  /** Of a policy that binds its own namespace only. */
  namespace?: string;
  verifies: ImageVerification;
  /** `segments`: one star stands for one part of a path, two for any number. */
  globs: 'plain' | 'segments';
}

export type ImagePolicyKey =
  | 'kyvernoClusterPolicies'
  | 'kyvernoPolicies'
  | 'imageValidatingPolicies'
  | 'clusterImagePolicies';

/** All policies that verify images. */
export function imagePolicies(
  inventory: Pick<Inventory, ImagePolicyKey>,
): readonly ImagePolicy[] {
  return [
    ...[
      ...inventory.kyvernoClusterPolicies,
      ...inventory.kyvernoPolicies,
    ].flatMap(({ name, namespace, verifies = [] }) =>
      verifies.map(one => ({
        title: `Kyverno policy ${namespace ? `${namespace}/` : ''}${name}`,
        ...(namespace && { namespace }),
        verifies: one,
        globs: 'plain' as const,
      })),
    ),
    ...inventory.imageValidatingPolicies.map(({ name, verifies }) => ({
      title: `ImageValidatingPolicy ${name}`,
      verifies,
      globs: 'plain' as const,
    })),
    ...inventory.clusterImagePolicies.map(({ name, verifies }) => ({
      title: `ClusterImagePolicy ${name}`,
      verifies,
      globs: 'segments' as const,
    })),
  ];
}

/** The ways of writing one image that a glob may have been written for. */
function spellings(image: string): readonly string[] {
  const reference = parseImage(image);
  if (!reference) return [image];
  const { registry, repository, tag, digest } = reference;
  const registries =
    registry === 'docker.io' ? ['docker.io', 'index.docker.io'] : [registry];
  const names = [
    ...registries.map(host => `${host}/${repository}`),
    ...(registry === 'docker.io'
      ? [repository, repository.replace(/^library\//, '')]
      : []),
  ];
  const version = digest ? `@${digest}` : `:${tag ?? 'latest'}`;
  return names.flatMap(name => [name, `${name}${version}`]);
}

/** `*` within one part of the path, `**` over any number of them. */
function segmentsMatch(pattern: string, image: string): boolean {
  if (pattern.includes('**'))
    return globMatch(pattern.replace(/\*+/g, '*'), image);
  const wanted = pattern.split('/');
  const parts = image.split('/');
  return (
    wanted.length === parts.length &&
    wanted.every((part, index) => globMatch(part, parts[index]))
  );
}

/** Whether a policy looks at an image. */
function seesImage({ verifies, globs }: ImagePolicy, image: string): boolean {
  const matches = (pattern: string) =>
    spellings(image).some(text =>
      globs === 'plain'
        ? globMatch(pattern, text)
        : segmentsMatch(pattern, text),
    );
  return verifies.images.some(matches) && !verifies.skipped.some(matches);
}

function seesNamespace(
  { namespace, verifies }: ImagePolicy,
  { name, labels }: NamespaceObject,
): boolean {
  const matches = (patterns: readonly string[]) =>
    patterns.some(pattern => globMatch(pattern, name));
  const { includedNamespaces: included, namespaceSelector } = verifies;
  return (
    (namespace === undefined || namespace === name) &&
    (included.length === 0 || matches(included)) &&
    !matches(verifies.excludedNamespaces) &&
    (namespaceSelector === undefined ||
      matchesSelector(namespaceSelector, labels))
  );
}

/** What policies make of the images of a namespace. */
export type Coverage =
  | 'enforced'
  /** Looked at, and admitted whatever comes out. */
  | 'advisory'
  /** By what a policy says beside images and namespaces. */
  | 'conditional'
  | 'open';

const isFirm = ({ verifies }: ImagePolicy) =>
  verifies.enforced && !verifies.failOpen;

/** Every image of the namespace has to be looked at. */
export function coverageOf(
  namespace: NamespaceObject,
  seen: readonly Workload[],
  policies: readonly ImagePolicy[],
): Coverage {
  const here = policies.filter(policy => seesNamespace(policy, namespace));
  const images = seen.flatMap(({ template }) =>
    (template?.containers ?? []).flatMap(({ image }) => image ?? []),
  );
  const all = (wanted: readonly ImagePolicy[]) =>
    wanted.length > 0 &&
    images.every(image => wanted.some(policy => seesImage(policy, image)));
  const sure = here.filter(({ verifies }) => !verifies.conditional);
  if (all(sure.filter(isFirm))) return 'enforced';
  if (all(here.filter(isFirm))) return 'conditional';
  return here.length > 0 ? 'advisory' : 'open';
}
