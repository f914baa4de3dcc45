import type { AwsAuthObject } from '../inventory/objects';
import { at } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';
import { parseAwsAuth } from './parseAwsAuth';

/**
 * The ConfigMap in which EKS maps roles and users of AWS to groups. Its text
 * is parsed here and dropped, account ids with it.
 */
export const awsAuth = defineKind<AwsAuthObject>({
  group: '',
  resource: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => ({ ...objectMeta(raw), ...parseAwsAuth(at(raw, 'data')) }),
});
