import { webhookConfiguration } from './webhookConfiguration';

export const validatingWebhookConfigurations = webhookConfiguration(
  'validatingwebhookconfigurations',
  'ValidatingWebhookConfiguration',
);
