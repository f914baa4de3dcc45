export * from './types';
export {
  SEVERITY_WEIGHT,
  STAGE_WEIGHT,
  TIER_WEIGHT,
  ENVIRONMENT_WEIGHT,
  GRADE_CAP,
} from './weights';
export { scoreEntity, type EntityScoreInput } from './scoreEntity';
export {
  scoreCluster,
  type ClusterScoreInput,
  type ClusterShare,
} from './scoreCluster';
export { levelOrder } from './dimensionLevel';
export * from './pathFor';
export * from './explain';
export * from './evidenceFreshness';
export * from './leaderboard';
export * from './ownerScore';
export * from './risk';
export * from './applyLevelHold';
