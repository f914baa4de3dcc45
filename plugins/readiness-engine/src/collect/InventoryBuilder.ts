import type { DeliveryKind } from '../check';
import type { ControllerObject } from '../inventory/folded';
import type {
  FoldedKind,
  Inventory,
  KindName,
  ProjectedKinds,
} from '../inventory/Inventory';
import type { ObjectMeta } from '../inventory/objects';
import { NO_SIGNALS } from '../signals/registry';
import type { Facts } from '../inventory/WorkloadDraft';
import { type FoldOptions, WorkloadFold } from '../inventory/WorkloadFold';
import { KINDS } from '../kinds';
import { rawTemplate } from '../kinds/controller';
import { at } from '../kinds/fields';
import type { Kind } from '../kinds/Kind';
import type { Receiver } from './Counter';
import { Deliveries, isDelivery } from './Deliveries';
import type { Extraction } from './Extraction';
import { Shelf } from './Shelf';

type ControllerKind = Exclude<FoldedKind, 'pods' | 'services' | 'ingresses'>;

const CONTROLLERS: readonly ControllerKind[] = [
  'deployments',
  'statefulSets',
  'daemonSets',
  'replicaSets',
  'jobs',
  'cronJobs',
  'replicationControllers',
  'rollouts',
];

const isController = (key: KindName): key is ControllerKind =>
  CONTROLLERS.some(kind => kind === key);

interface ShelvedController extends ObjectMeta {
  object: ControllerObject;
  facts: Facts;
}

/** Where the collector's objects end up, projected and folded. */
export class InventoryBuilder {
  readonly #extraction: Extraction;
  readonly #fold = WorkloadFold.create();
  readonly #controllers = new Map<ControllerKind, Shelf<ShelvedController>>();
  readonly #services =
    Shelf.create<ReturnType<typeof KINDS.services.project>>();
  readonly #ingresses =
    Shelf.create<ReturnType<typeof KINDS.ingresses.project>>();

  readonly #projected = new Map<string, Shelf<ObjectMeta>>();
  readonly #deliveries: Deliveries;

  static create(extraction: Extraction): InventoryBuilder {
    return new InventoryBuilder(extraction);
  }

  private constructor(extraction: Extraction) {
    this.#extraction = extraction;
    this.#deliveries = Deliveries.create(extraction);
  }

  receiver(key: KindName): Receiver {
    if (key === 'pods') return this.#podReceiver();
    if (key === 'services') return shelving(KINDS.services, this.#services);
    if (key === 'ingresses') return shelving(KINDS.ingresses, this.#ingresses);
    if (isController(key)) return this.#controllerReceiver(key);
    if (isDelivery(key)) return this.#deliveryReceiver(key);
    const kind: Kind<ObjectMeta> = KINDS[key];
    return shelving(kind, this.#shelf(key));
  }

  /** Folds what owns and exposes pods; to be called before pods are read. */
  settle(): void {
    for (const shelf of this.#controllers.values()) {
      for (const { object, facts } of shelf.sorted()) {
        this.#fold.addController(object, facts);
      }
    }
    for (const service of this.#services.sorted()) {
      this.#fold.addService(service);
    }
    for (const ingress of this.#ingresses.sorted()) {
      this.#fold.addIngress(ingress);
    }
    this.#controllers.clear();
  }

  names(key: keyof ProjectedKinds): readonly string[] {
    return this.#shelf(key)
      .sorted()
      .map(object => object.name);
  }

  build(options: Omit<FoldOptions, 'claims'>, claimsRead: boolean): Inventory {
    // Each shelf holds what the projection of its own key returned.
    const projected = Object.fromEntries(
      Object.keys(KINDS).map(key => [key, this.#shelf(key).sorted()]),
    ) as unknown as {
      [K in keyof ProjectedKinds]: readonly ProjectedKinds[K][];
    };
    for (const key of [...CONTROLLERS, 'pods', 'services', 'ingresses']) {
      Reflect.deleteProperty(projected, key);
    }
    return {
      ...projected,
      workloads: this.#deliveries.joinTo(
        this.#fold.finish({
          ...options,
          claims: claimsRead ? this.#claimsByNamespace() : undefined,
        }),
        options.clusterUid,
      ),
      loadBalancers: this.#services
        .sorted()
        .filter(({ loadBalancer }) => loadBalancer),
      ...NO_SIGNALS,
      apiServerMetrics: [],
      evidence: [],
    };
  }

  #shelf(key: string): Shelf<ObjectMeta> {
    const shelf = this.#projected.get(key) ?? Shelf.create<ObjectMeta>();
    this.#projected.set(key, shelf);
    return shelf;
  }

  #claimsByNamespace(): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, string[]>();
    for (const claim of this.#shelf('persistentVolumeClaims').sorted()) {
      const namespace = claim.namespace ?? '';
      names.set(namespace, [...(names.get(namespace) ?? []), claim.name]);
    }
    return names;
  }

  #controllerReceiver(key: ControllerKind): Receiver {
    const shelf = Shelf.create<ShelvedController>();
    this.#controllers.set(key, shelf);
    const kind: Kind<ControllerObject> = KINDS[key];
    return {
      restart: namespace => shelf.clear(namespace),
      receive: raw => {
        const object = kind.project(raw);
        const template = rawTemplate(kind.kind, raw);
        const facts = object.template
          ? this.#extraction.run(
              at(template, 'spec'),
              annotationsOf(raw, template),
            )
          : {};
        shelf.put({ ...object, object, facts });
      },
    };
  }

  #deliveryReceiver(key: DeliveryKind): Receiver {
    const shelf = this.#shelf(key);
    const kind: Kind<ObjectMeta> = KINDS[key];
    return {
      restart: namespace => {
        shelf.clear(namespace);
        this.#deliveries.clear(key, namespace);
      },
      receive: raw => {
        const object = kind.project(raw);
        shelf.put(object);
        this.#deliveries.put(key, object, raw);
      },
    };
  }

  #podReceiver(): Receiver {
    return {
      restart: namespace => this.#fold.resetPods(namespace),
      receive: raw =>
        this.#fold.addPod(KINDS.pods.project(raw), () =>
          this.#extraction.run(at(raw, 'spec'), at(raw, 'metadata')),
        ),
    };
  }
}

/**
 * A controller's own annotations carry what its template once said, as
 * `last-applied-configuration` does; extractors see both.
 */
function annotationsOf(controller: unknown, template: unknown): unknown {
  const annotations = (owner: unknown) =>
    at(at(owner, 'metadata'), 'annotations');
  return {
    annotations: {
      ...(annotations(controller) as object | undefined),
      ...(annotations(template) as object | undefined),
    },
  };
}

function shelving<T extends ObjectMeta>(
  kind: Kind<T>,
  shelf: Shelf<T>,
): Receiver {
  return {
    restart: namespace => shelf.clear(namespace),
    receive: raw => shelf.put(kind.project(raw)),
  };
}
