export * from './types';
export {
  FIX_KEYS,
  WEEK_FLOORS,
  taskTitle,
  weekFloor,
  type FixKey,
} from './fixKeys';
export {
  ENFORCING_FIX_KEYS,
  FIX_KEY_EDGES,
  assertAcyclic,
  predecessorsOf,
  type EdgeReach,
  type FixKeyEdge,
} from './fixKeyEdges';
export * from './levers';
export { chooseLevers } from './chooseLevers';
export { EFFORT_DAYS } from './effort';
export * from './draftTasks';
export * from './planChanges';
export * from './sla';
export * from './forecast';
export * from './dueAt';
export { weeklyCapacity } from './Calendar';
export * from './planTasks';
export * from './weekThemes';
