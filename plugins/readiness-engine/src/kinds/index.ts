import type { KindName } from '../inventory/Inventory';
import type { Kind } from './Kind';

export * from './Kind';

/** Every kind of the inventory by its key. @public */
export const KINDS = {} as Record<KindName, Kind>;
