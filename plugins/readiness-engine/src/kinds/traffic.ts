import type { TrafficRules } from '../inventory/objects';
import { items, text } from './fields';

/** A policy that says nothing of this direction. */
export const NO_RULES: TrafficRules = Object.freeze({
  isolates: false,
  allowsAll: false,
  deniesAll: false,
  passesAll: false,
});

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** A block of addresses that holds all of them. */
export const isEverywhere = (cidr: unknown): boolean =>
  EVERYWHERE.includes(text(cidr)?.trim() ?? '');

export const isEmptyList = (value: unknown): boolean =>
  items(value).length === 0;
