import type { DeliveryKind } from '../check';
import { deliveryKeys } from '../inventory/fixRoot';
import type { KindName } from '../inventory/Inventory';
import type { ApplicationObject } from '../inventory/objects';
import type { Workload } from '../inventory/Workload';
import type { DeliveredFacts, Extraction } from './Extraction';
import { Shelf } from './Shelf';

const DELIVERY_KINDS: readonly DeliveryKind[] = [
  'applications',
  'helmReleases',
];

export const isDelivery = (key: KindName): key is DeliveryKind =>
  DELIVERY_KINDS.some(kind => kind === key);

/** An Application or HelmRelease; the former says what it manages. */
type DeliveryObject = Pick<ApplicationObject, 'name' | 'namespace'> &
  Partial<Pick<ApplicationObject, 'resources'>>;

interface Delivery
  extends Required<Pick<DeliveryObject, 'name' | 'resources'>> {
  namespace?: string;
  facts: DeliveredFacts;
}

/**
 * Two Applications of one name may live in two namespaces: what one manages
 * tells which of them is meant.
 */
function delivers({ resources }: Delivery, workload: Workload): boolean {
  return (
    resources.length === 0 ||
    resources.some(
      ({ group, kind, namespace, name }) =>
        group === workload.apiGroup &&
        kind === workload.kind &&
        namespace === workload.namespace &&
        name === workload.name,
    )
  );
}

/** An extractor that threw on a delivery leaves its workloads without facts. */
function joined(workload: Workload, deliveries: readonly Delivery[]): Workload {
  const facts = Object.entries(workload.facts).flatMap(([id, own]) => {
    const added = deliveries
      .filter(delivery => Object.hasOwn(delivery.facts, id))
      .map(delivery => delivery.facts[id]);
    return added.some(one => one === undefined)
      ? []
      : [[id, [...own, ...added.flatMap(one => one ?? [])]]];
  });
  return { ...workload, facts: Object.fromEntries(facts) };
}

/**
 * What extractors saw in objects that deliver workloads, kept until the
 * workloads are there to have it.
 */
export class Deliveries {
  readonly #extraction: Extraction;
  readonly #shelves = new Map<DeliveryKind, Shelf<Delivery>>();

  static create(extraction: Extraction): Deliveries {
    return new Deliveries(extraction);
  }

  private constructor(extraction: Extraction) {
    this.#extraction = extraction;
  }

  /** Lets extractors see the raw object behind a projected one. */
  put(kind: DeliveryKind, object: DeliveryObject, raw: unknown): void {
    const shelf = this.#shelves.get(kind) ?? Shelf.create<Delivery>();
    this.#shelves.set(kind, shelf);
    const { name, namespace, resources = [] } = object;
    const facts = this.#extraction.runOnDelivery(kind, raw);
    shelf.put({ name, namespace, resources, facts });
  }

  /** Forgets those of one namespace, or all of a kind. */
  clear(kind: DeliveryKind, namespace?: string): void {
    this.#shelves.get(kind)?.clear(namespace);
  }

  /** Gives every workload the facts of what delivers it. */
  joinTo(workloads: readonly Workload[], cluster: string): readonly Workload[] {
    const byRoot = new Map<string, Delivery[]>();
    for (const [kind, shelf] of this.#shelves) {
      for (const delivery of shelf.sorted()) {
        for (const key of deliveryKeys(kind, delivery, cluster)) {
          byRoot.set(key, [...(byRoot.get(key) ?? []), delivery]);
        }
      }
    }
    return workloads.map(workload => {
      const deliveries = (byRoot.get(workload.fixRoot.key) ?? []).filter(
        delivery => delivers(delivery, workload),
      );
      return deliveries.length > 0 ? joined(workload, deliveries) : workload;
    });
  }
}
