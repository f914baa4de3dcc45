/**
 * A server that speaks the Kubernetes API over a folder of YAML, over a
 * recording, or over objects in memory.
 *
 * @packageDocumentation
 */
export {
  type Denial,
  type Fault,
  type FolderProblem,
  type ListeningCluster,
  type LoggedRequest,
  SampleCluster,
  type SampleClusterOptions,
  type SampleReader,
  type SampleRequest,
  type SampleResponse,
  type SampleUser,
  createSampleCluster,
} from './SampleCluster';
export { SAMPLE_TOKENS, SAMPLE_USERS, SAMPLE_USER_NAMES } from './users';
export {
  type RunningSampleCluster,
  type SampleClusterSpec,
  startSampleClusters,
} from './startSampleClusters';
export { mergePatch } from './objects/mergePatch';
export { strategicMergePatch } from './objects/strategicMerge';
