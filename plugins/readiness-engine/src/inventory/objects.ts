/**
 * What remains of an object after projection: the fields that checks read and
 * nothing else. Times are epoch milliseconds; quantities stay text.
 */

export * from './objects/backups';
export * from './objects/delivery';
export * from './objects/guardrails';
export * from './objects/images';
export * from './objects/metadata';
export * from './objects/monitoring';
export * from './objects/network';
export * from './objects/nodes';
export * from './objects/policies';
export * from './objects/rbac';
export * from './objects/reports';
export * from './objects/scaling';
export * from './objects/secrets';
export * from './objects/services';
export * from './objects/storage';
export * from './objects/webhooks';
