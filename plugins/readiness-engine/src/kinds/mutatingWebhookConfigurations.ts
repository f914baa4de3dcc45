import { webhookConfiguration } from './webhookConfiguration';

export const mutatingWebhookConfigurations = webhookConfiguration(
  'mutatingwebhookconfigurations',
  'MutatingWebhookConfiguration',
);
