import type { ExtractedFact } from '../finding';
import { injectorOf } from '../kinds/injectors';
import type { ControllerObject, OwnerReference, PodObject } from './folded';
import type { Container, LiveFacts, PodTemplate, Revision } from './Workload';

/** Facts of extractors by the extractor's id. */
export type Facts = Readonly<Record<string, readonly ExtractedFact[]>>;

export interface WorkloadIdentity {
  namespace: string;
  apiGroup: string;
  kind: string;
  name: string;
}

interface Donor<T> {
  object: T;
  facts: Facts;
}

/** What is known of the revision that a pod belongs to. */
export interface PodRevision {
  /** What owns the pod directly, for a pod that is owned. */
  owner?: Omit<Revision, 'pods'>;
  /** Names of the containers in its template, when the revision was read. */
  containers?: ReadonlySet<string>;
  /** The pod runs an older template than the controller has now. */
  outdated: boolean;
}

const contentKey = (container: Container) =>
  `${container.name}\0${JSON.stringify(container)}`;

const byStartThenName = (a: PodObject, b: PodObject) =>
  (b.startedAt ?? 0) - (a.startedAt ?? 0) || (a.name < b.name ? -1 : 1);

/**
 * A workload while its parts arrive, in any order. Every choice it makes among
 * pods is by their content, so that their order does not matter.
 */
export class WorkloadDraft {
  readonly identity: WorkloadIdentity;
  controller?: Donor<ControllerObject>;
  /** The newest owned revision, the template's source when the controller was not seen. */
  revision?: Donor<ControllerObject>;
  /** The custom resource above. */
  owner?: OwnerReference;
  /** A pod without controller. */
  pod?: 'static' | 'bare';

  #donorPod?: Donor<PodObject>;
  #pods = 0;
  #ready = 0;
  #oldestStart?: number;
  #unschedulableSince?: number;
  readonly #injected = new Map<string, LiveFacts['injected'][number]>();
  readonly #ephemeral = new Map<string, LiveFacts['ephemeral'][number]>();
  readonly #limitRanged = new Set<string>();
  readonly #liveClaims = new Set<string>();
  readonly #nodes = new Map<string, { pods: number; ready: number }>();
  readonly #images = new Map<string, LiveFacts['images'][number]>();
  readonly #waiting = new Map<string, LiveFacts['waiting'][number]>();
  readonly #owners = new Map<string, Revision>();

  private constructor(identity: WorkloadIdentity) {
    this.identity = identity;
  }

  static create(identity: WorkloadIdentity): WorkloadDraft {
    return new WorkloadDraft(identity);
  }

  /** Offers an owned ReplicaSet or Job; the newest one is kept. */
  offerRevision(object: ControllerObject, facts: Facts): void {
    const held = this.revision?.object;
    const newer =
      !held ||
      (object.createdAt ?? 0) > (held.createdAt ?? 0) ||
      (object.createdAt === held.createdAt && object.name > held.name);
    if (newer) this.revision = { object, facts };
  }

  addPod(pod: PodObject, revision: PodRevision, extract: () => Facts): void {
    this.#pods += 1;
    if (pod.ready) this.#ready += 1;
    if (pod.startedAt !== undefined) {
      this.#oldestStart = Math.min(
        pod.startedAt,
        this.#oldestStart ?? pod.startedAt,
      );
    }
    if (pod.unschedulableSince !== undefined) {
      this.#unschedulableSince = Math.min(
        pod.unschedulableSince,
        this.#unschedulableSince ?? pod.unschedulableSince,
      );
    }
    this.#addPlace(pod);
    this.#addOwner(revision.owner);
    for (const image of pod.images) {
      const { container, image: name, imageId } = image;
      this.#images.set(`${container}\0${name}\0${imageId}`, image);
    }
    for (const { container, reason } of pod.waiting) {
      const key = `${container}\0${reason}`;
      const pods = (this.#waiting.get(key)?.pods ?? 0) + 1;
      this.#waiting.set(key, { container, reason, pods });
    }
    if (!this.#writtenTemplate()) this.#offerPod(pod, extract);
    for (const resource of pod.limitRanged) this.#limitRanged.add(resource);
    for (const container of pod.template.containers) {
      this.#addContainer(container, pod, revision);
    }
  }

  /** Forgets the pods, for a list of them that starts over. */
  resetPods(): void {
    this.#donorPod = undefined;
    this.#pods = 0;
    this.#ready = 0;
    this.#oldestStart = undefined;
    this.#unschedulableSince = undefined;
    this.#injected.clear();
    this.#ephemeral.clear();
    this.#limitRanged.clear();
    this.#liveClaims.clear();
    this.#nodes.clear();
    this.#images.clear();
    this.#waiting.clear();
    this.#owners.clear();
  }

  /** The template with its facts; of a live pod where no controller has one. */
  template():
    | { from: 'template' | 'live'; template: PodTemplate; facts: Facts }
    | undefined {
    const written = this.#writtenTemplate();
    if (written) return { from: 'template', ...written };
    if (!this.#donorPod) return undefined;
    const { object, facts } = this.#donorPod;
    return {
      from: 'live',
      template: {
        ...object.template,
        containers: object.template.containers.filter(
          container =>
            container.role !== 'ephemeral' &&
            injectorOf(container.name, object.injectors) === undefined,
        ),
      },
      facts,
    };
  }

  /** The template of a controller or of its newest revision. */
  written(): PodTemplate | undefined {
    return this.#writtenTemplate()?.template;
  }

  liveClaims(): readonly string[] {
    return [...this.#liveClaims];
  }

  live(): LiveFacts {
    const sorted = <T>(map: ReadonlyMap<string, T>) =>
      [...map.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, value]) => value);
    return {
      pods: this.#pods,
      ready: this.#ready,
      ...(this.#oldestStart !== undefined && {
        oldestStart: this.#oldestStart,
      }),
      ...(this.#unschedulableSince !== undefined && {
        unschedulableSince: this.#unschedulableSince,
      }),
      injected: sorted(this.#injected),
      ephemeral: sorted(this.#ephemeral),
      limitRanged: [...this.#limitRanged].sort(),
      nodes: [...this.#nodes]
        .map(([name, counts]) => ({ name, ...counts }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      revisions: this.#revisions(),
      images: sorted(this.#images),
      waiting: sorted(this.#waiting),
    };
  }

  #writtenTemplate(): { template: PodTemplate; facts: Facts } | undefined {
    const donor = this.controller?.object.template
      ? this.controller
      : this.revision;
    const template = donor?.object.template;
    return donor && template && { template, facts: donor.facts };
  }

  #addOwner(owner: PodRevision['owner']): void {
    if (!owner) return;
    const key = `${owner.kind}/${owner.name}`;
    const pods = (this.#owners.get(key)?.pods ?? 0) + 1;
    this.#owners.set(key, { ...owner, pods });
  }

  /** Old revisions without pods are history and no part of what runs. */
  #revisions(): readonly Revision[] {
    const all = new Map(this.#owners);
    const newest = this.revision?.object;
    if (newest) {
      const { kind, name, createdAt } = newest;
      const key = `${kind}/${name}`;
      if (!all.has(key)) all.set(key, { kind, name, createdAt, pods: 0 });
    }
    return [...all]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, revision]) => revision);
  }

  #addPlace({ nodeName, ready }: PodObject): void {
    if (nodeName === undefined) return;
    const held = this.#nodes.get(nodeName) ?? { pods: 0, ready: 0 };
    this.#nodes.set(nodeName, {
      pods: held.pods + 1,
      ready: held.ready + Number(ready),
    });
  }

  #offerPod(pod: PodObject, extract: () => Facts): void {
    for (const volume of pod.template.volumes) {
      if (volume.claimName) this.#liveClaims.add(volume.claimName);
    }
    const held = this.#donorPod?.object;
    if (!held || byStartThenName(pod, held) < 0) {
      this.#donorPod = { object: pod, facts: extract() };
    }
  }

  #addContainer(
    container: Container,
    pod: PodObject,
    revision: PodRevision,
  ): void {
    if (container.role === 'ephemeral') {
      const started = pod.ephemeralStarts[container.name] ?? pod.startedAt;
      const key = contentKey(container);
      const latest = this.#ephemeral.get(key)?.startedAt;
      this.#ephemeral.set(key, {
        container,
        startedAt:
          started === undefined ? latest : Math.max(started, latest ?? 0),
      });
      return;
    }
    const injector = injectorOf(container.name, pod.injectors);
    const written = revision.containers?.has(container.name);
    // A template may well write a sidecar of such a name itself.
    const added =
      written === undefined
        ? injector !== undefined
        : !written && (injector !== undefined || !revision.outdated);
    if (added)
      this.#injected.set(contentKey(container), { container, injector });
  }
}
