import type { TaskSlot } from './types';

/** A task as one of two plans has it. @public */
export interface PlanState {
  key: string;
  title: string;
  owner: string;
  placement: TaskSlot;
  /** The last week of its work, 1–12; absent for `later`. */
  lastWeek?: number;
  effortDays: number;
  /** Keys of tasks that have to come first. */
  dependsOn: readonly string[];
  /** Why it stands where it stands. */
  because: string;
}

/** A task that stands elsewhere in the later plan. @public */
export interface PlanChange {
  key: string;
  title: string;
  from: TaskSlot;
  to: TaskSlot;
  /** Why, one clause: "because …". */
  because: string;
}

/** The slot in words. @public */
export function slotText(slot: TaskSlot): string {
  return slot.slot === 'week' ? `week ${slot.week}` : slot.slot;
}

const slotOrder = (slot: TaskSlot): number => {
  if (slot.slot === 'week') return slot.week;
  return slot.slot === 'next' ? 5 : 6;
};

const end = (state: PlanState) => state.lastWeek ?? Infinity;

/** What it waits for that ends at another time than before. */
function movedPredecessor(
  state: PlanState,
  before: ReadonlyMap<string, PlanState>,
  after: ReadonlyMap<string, PlanState>,
  later: boolean,
): PlanState | undefined {
  return state.dependsOn
    .flatMap(key => after.get(key) ?? [])
    .find(now => {
      const was = before.get(now.key);
      if (!was) return later;
      return later ? end(now) > end(was) : end(now) < end(was);
    });
}

function reason(
  was: PlanState,
  now: PlanState,
  before: ReadonlyMap<string, PlanState>,
  after: ReadonlyMap<string, PlanState>,
): string {
  const later = slotOrder(now.placement) > slotOrder(was.placement);
  const predecessor = movedPredecessor(now, before, after, later);
  if (predecessor) {
    if (!before.has(predecessor.key)) {
      return `“${predecessor.title}” comes first`;
    }
    return `“${predecessor.title}” ${later ? 'slipped' : 'comes earlier'}`;
  }
  const done = was.dependsOn.find(
    key => before.has(key) && !after.has(key) && !now.dependsOn.includes(key),
  );
  if (!later && done) return `“${before.get(done)?.title}” is done`;
  if (now.owner !== was.owner) return `it belongs to ${now.owner} now`;
  if (now.effortDays !== was.effortDays) {
    return `its effort went from ${was.effortDays} to ${now.effortDays} days`;
  }
  const displacing = [...after.values()].find(other => {
    const earlier = before.get(other.key);
    return (
      other.key !== now.key &&
      other.owner === now.owner &&
      slotOrder(other.placement) === slotOrder(was.placement) &&
      (!earlier || slotOrder(earlier.placement) !== slotOrder(other.placement))
    );
  });
  if (later && displacing) return `“${displacing.title}” takes its place`;
  return now.because;
}

/**
 * What stands elsewhere in the later of two plans, and why: the differences that
 * a replan has to show (`catalogue/60` C.5). Tasks that are new or gone moved
 * nowhere. Sorted by key.
 *
 * @public
 */
export function planChanges(
  before: readonly PlanState[],
  after: readonly PlanState[],
): PlanChange[] {
  const was = new Map(before.map(state => [state.key, state]));
  const now = new Map(after.map(state => [state.key, state]));
  return [...after]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap(state => {
      const earlier = was.get(state.key);
      if (
        !earlier ||
        slotOrder(earlier.placement) === slotOrder(state.placement)
      ) {
        return [];
      }
      return [
        {
          key: state.key,
          title: state.title,
          from: earlier.placement,
          to: state.placement,
          because: reason(earlier, state, was, now),
        },
      ];
    });
}
