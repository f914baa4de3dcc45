import { fixRootOf, groupOf } from './fixRoot';
import type {
  ControllerObject,
  IngressObject,
  OwnerReference,
  PodObject,
} from './folded';
import type { ServiceObject } from './objects/services';
import type { Workload } from './Workload';
import { workloadClasses } from './workloadClasses';
import {
  type Facts,
  type PodRevision,
  WorkloadDraft,
  type WorkloadIdentity,
} from './WorkloadDraft';

/** Kinds whose objects people name, so that they identify a workload. */
const NAMED_KINDS = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/CronJob',
  'argoproj.io/Rollout',
];

/** Kinds whose names a controller above makes up; their owner is the workload. */
const REVISION_KINDS = [
  'apps/ReplicaSet',
  '/ReplicationController',
  'batch/Job',
];

/** By the label with the hash of the template: whose ReplicaSet it is. */
const HASHES = [
  {
    label: 'rollouts-pod-template-hash',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
  },
  { label: 'pod-template-hash', apiVersion: 'apps/v1', kind: 'Deployment' },
] as const;

interface Root {
  identity: WorkloadIdentity;
  /** The custom resource above, or the workload itself where that is one. */
  owner?: OwnerReference;
}

const kindKey = (group: string, kind: string) => `${group}/${kind}`;
const objectKey = (namespace: string, kind: string, name: string) =>
  `${namespace}\0${kind}\0${name}`;

/** What the fold needs to know beside the objects to finish. */
export interface FoldOptions {
  clusterUid: string;
  /** Epoch ms. */
  now: number;
  /** Namespaces whose pods were listed; `undefined` for all, empty for none. */
  liveNamespaces: ReadonlySet<string> | undefined;
  /** Names of the claims by namespace; absent when they were not read. */
  claims?: ReadonlyMap<string, readonly string[]>;
}

/**
 * Rolls pods and revisions up to their root controllers (`catalogue/00` §0.1).
 * Controllers come first, pods after all of them; a pod leaves nothing behind
 * but counts and what is odd about it.
 */
export class WorkloadFold {
  readonly #controllers = new Map<string, ControllerObject>();
  readonly #drafts = new Map<string, WorkloadDraft>();
  readonly #services = new Map<string, ServiceObject[]>();
  readonly #exposedServices = new Set<string>();

  static create(): WorkloadFold {
    return new WorkloadFold();
  }

  private constructor() {}

  addController(object: ControllerObject, facts: Facts): void {
    const namespace = object.namespace ?? '';
    const key = objectKey(
      namespace,
      kindKey(object.apiGroup, object.kind),
      object.name,
    );
    this.#controllers.set(key, object);
    const self = { apiVersion: `${object.apiGroup}/`, ...identify(object) };
    const root = this.#rootOf(namespace, self, {});
    const draft = this.#draft(root);
    const { kind, name, apiGroup } = root.identity;
    if (
      kind === object.kind &&
      name === object.name &&
      apiGroup === object.apiGroup
    ) {
      draft.controller = { object, facts };
    } else {
      draft.offerRevision(object, facts);
    }
  }

  addService(service: ServiceObject): void {
    const namespace = service.namespace ?? '';
    const known = this.#services.get(namespace) ?? [];
    known.push(service);
    this.#services.set(namespace, known);
    if (service.external) this.#expose(namespace, service.name);
  }

  addIngress(ingress: IngressObject): void {
    for (const service of ingress.services) {
      this.#expose(ingress.namespace ?? '', service);
    }
  }

  /** A finished pod will not run again and counts for nothing. */
  addPod(pod: PodObject, extract: () => Facts): void {
    if (pod.finished) return;
    const namespace = pod.namespace ?? '';
    if (!pod.owner || pod.mirror || pod.owner.kind === 'Node') {
      const draft = this.#draft({
        identity: { namespace, apiGroup: '', kind: 'Pod', name: pod.name },
      });
      draft.pod = pod.mirror || pod.owner ? 'static' : 'bare';
      draft.addPod(pod, { outdated: false }, extract);
      return;
    }
    const root = this.#rootOf(namespace, pod.owner, pod.labels);
    const draft = this.#draft(root);
    draft.addPod(pod, this.#revisionOf(draft, pod, pod.owner), extract);
  }

  /** Forgets the pods of a namespace, or all of them. */
  resetPods(namespace?: string): void {
    for (const draft of this.#drafts.values()) {
      if (namespace === undefined || draft.identity.namespace === namespace) {
        draft.resetPods();
      }
    }
  }

  finish(options: FoldOptions): readonly Workload[] {
    return [...this.#drafts.entries()]
      .filter(([, draft]) => isSeen(draft))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, draft]) => this.#workload(draft, options));
  }

  #expose(namespace: string, service: string): void {
    this.#exposedServices.add(`${namespace}/${service}`);
  }

  #find(namespace: string, owner: OwnerReference) {
    const kind = kindKey(groupOf(owner.apiVersion), owner.kind);
    return this.#controllers.get(objectKey(namespace, kind, owner.name));
  }

  #draft({ identity, owner }: Root): WorkloadDraft {
    const kind = kindKey(identity.apiGroup, identity.kind);
    const key = objectKey(identity.namespace, kind, identity.name);
    const draft = this.#drafts.get(key) ?? WorkloadDraft.create(identity);
    this.#drafts.set(key, draft);
    if (owner) draft.owner = owner;
    return draft;
  }

  /**
   * Climbs from a reference. Built-in kinds identify the workload even when
   * they could not be read: the reference itself names them.
   */
  #rootOf(
    namespace: string,
    start: OwnerReference,
    podLabels: Readonly<Record<string, string>>,
  ): Root {
    let current = start;
    for (let step = 0; step < 8; step++) {
      const apiGroup = groupOf(current.apiVersion);
      const { kind, name } = current;
      const identity = { namespace, apiGroup, kind, name };
      const key = kindKey(apiGroup, kind);
      const isRevision = REVISION_KINDS.includes(key);
      if (!isRevision && !NAMED_KINDS.includes(key)) {
        return { identity, owner: current };
      }
      const object = this.#find(namespace, current);
      if (!object) {
        const guessed = isRevision && ownerByHash(name, podLabels);
        if (!guessed) return { identity };
        current = guessed;
      } else if (!object.owner) {
        return { identity };
      } else if (isRevision || isBuiltIn(object.owner)) {
        current = object.owner;
      } else {
        return { identity, owner: object.owner };
      }
    }
    const apiGroup = groupOf(current.apiVersion);
    const { kind, name } = current;
    return { identity: { namespace, apiGroup, kind, name } };
  }

  #revisionOf(
    draft: WorkloadDraft,
    pod: PodObject,
    owner: OwnerReference,
  ): PodRevision {
    const direct = this.#find(pod.namespace ?? '', owner);
    const written = direct?.template ?? draft.written();
    const current = draft.controller?.object.updateRevision;
    return {
      owner: {
        kind: owner.kind,
        name: owner.name,
        createdAt: direct?.createdAt,
      },
      containers:
        written && new Set(written.containers.map(container => container.name)),
      outdated:
        current !== undefined &&
        pod.labels['controller-revision-hash'] !== undefined &&
        pod.labels['controller-revision-hash'] !== current,
    };
  }

  /** A Rollout may take its template from a Deployment. */
  #adoptReferredTemplate(draft: WorkloadDraft): void {
    const held = draft.controller;
    const referred = held?.object.templateFrom;
    if (!held || !referred || held.object.template) return;
    const { namespace } = draft.identity;
    const donor = this.#drafts.get(
      objectKey(namespace, kindKey('apps', referred.kind), referred.name),
    )?.controller;
    if (donor?.object.template) {
      draft.controller = {
        object: { ...held.object, template: donor.object.template },
        facts: donor.facts,
      };
    }
  }

  #workload(draft: WorkloadDraft, options: FoldOptions): Workload {
    this.#adoptReferredTemplate(draft);
    const { identity, owner } = draft;
    const { namespace, apiGroup, kind, name } = identity;
    const located = { ...identity, cluster: options.clusterUid };
    const controller = draft.controller?.object;
    const found = draft.template();
    const services = this.#servicesOf(namespace, found?.template.labels);
    return {
      subject: { type: 'workload', ...located },
      namespace,
      name,
      kind,
      apiGroup,
      uid: controller?.uid,
      generation: controller?.generation,
      createdAt: controller?.createdAt,
      labels: controller?.labels ?? (draft.pod && found?.template.labels) ?? {},
      annotations: controller?.annotations ?? {},
      classes: workloadClasses(
        draft,
        found?.template,
        services.length > 0,
        options.now,
      ),
      replicas: replicasOf(controller),
      strategy: controller?.strategy,
      createFailure:
        controller?.createFailure ?? draft.revision?.object.createFailure,
      claimRetention: controller?.claimRetention,
      template: found?.template,
      templateFrom: found?.from,
      live: draft.live(),
      liveKnown: options.liveNamespaces?.has(namespace) ?? true,
      facts: found?.facts ?? {},
      rollup: controller || draft.pod ? 'full' : 'partial',
      owner,
      fixRoot: fixRootOf(located, controller, owner),
      claims: claimsOf(draft, options.claims),
      services: services.map(service => service.name),
      selectedBy: services,
      exposed: services.some(service =>
        this.#exposedServices.has(`${namespace}/${service.name}`),
      ),
    };
  }

  #servicesOf(
    namespace: string,
    labels: Readonly<Record<string, string>> = {},
  ): readonly ServiceObject[] {
    return (this.#services.get(namespace) ?? [])
      .filter(
        ({ selector }) =>
          selector &&
          Object.entries(selector).every(
            ([key, value]) => labels[key] === value,
          ),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** A ReplicaSet is called after its owner and the hash on its pods. */
function ownerByHash(
  name: string,
  podLabels: Readonly<Record<string, string>>,
): OwnerReference | undefined {
  for (const { label, apiVersion, kind } of HASHES) {
    const suffix = `-${podLabels[label]}`;
    if (podLabels[label] && name.endsWith(suffix)) {
      return { apiVersion, kind, name: name.slice(0, -suffix.length) };
    }
  }
  return undefined;
}

function identify({ kind, name }: ControllerObject) {
  return { kind, name };
}

function isBuiltIn({ apiVersion, kind }: OwnerReference): boolean {
  const key = kindKey(groupOf(apiVersion), kind);
  return NAMED_KINDS.includes(key) || REVISION_KINDS.includes(key);
}

/** An owner that only a finished revision named is no workload any more. */
function isSeen(draft: WorkloadDraft): boolean {
  return Boolean(draft.controller || draft.revision || draft.live().pods > 0);
}

const SCALED_KINDS = [
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
];

/** The API defaults absent replicas to 1. */
function replicasOf(
  controller: ControllerObject | undefined,
): number | undefined {
  if (!controller || !SCALED_KINDS.includes(controller.kind)) return undefined;
  return controller.replicas ?? 1;
}

function claimsOf(
  draft: WorkloadDraft,
  existing: ReadonlyMap<string, readonly string[]> | undefined,
): readonly string[] {
  const { namespace, name } = draft.identity;
  const mounted = (draft.template()?.template.volumes ?? []).flatMap(
    volume => volume.claimName ?? [],
  );
  const prefixes = (draft.controller?.object.claimTemplates ?? []).map(
    template => `${template}-${name}-`,
  );
  const templated = (existing?.get(namespace) ?? []).filter(claim =>
    prefixes.some(
      prefix =>
        claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length)),
    ),
  );
  return [...new Set([...mounted, ...templated, ...draft.liveClaims()])].sort();
}
