import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

/** Strimzi makes its credentials. */
export const kafkaUsers = defineKind<SecretSourceObject>({
  group: 'kafka.strimzi.io',
  resource: 'kafkausers',
  kind: 'KafkaUser',
  namespaced: true,
  versions: ['v1', 'v1beta2'],
  project: raw => secretSource(raw, { name: ['status', 'secret'] }),
});
