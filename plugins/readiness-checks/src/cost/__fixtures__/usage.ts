import type {
  ContainerUsage,
  Signals,
} from '@readiness/backstage-plugin-readiness-engine';
import { SHOP } from '../../__fixtures__/objects';

export const GIB = 1024 ** 3;
const NOW = Date.parse('2026-11-22T17:00:00Z');

/** A pod of the Deployment `app`. */
export const POD = 'app-5d8f9c7b6d-abcde';

export const of = (
  value: number,
  parts: Partial<ContainerUsage> = {},
): ContainerUsage => ({
  namespace: SHOP,
  pod: POD,
  container: 'app',
  value,
  ...parts,
});

const daysAgo = (days: number) => NOW / 1000 - days * 86_400;

/** Signals of a container with requests of 1 core and 4 GiB, measured for 14 days. */
export function usage(
  parts: {
    cpu?: number;
    memory?: number;
    days?: number;
    throttled?: number;
  } = {},
  more: Partial<Signals> = {},
): Partial<Signals> {
  const { cpu = 0.6, memory = 3 * GIB, days = 14, throttled = 0 } = parts;
  return {
    usageCpu: [of(cpu)],
    usageMemory: [of(memory)],
    usageMemoryPeak: [of(memory)],
    usageSince: [of(daysAgo(days))],
    usageThrottled: [of(throttled)],
    usageOomKilled: [],
    usageEvicted: [],
    requestedCpu: [of(1)],
    requestedMemory: [of(4 * GIB)],
    ...more,
  };
}
