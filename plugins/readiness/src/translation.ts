import {
  createTranslationRef,
  type TranslationFunction,
  type TranslationRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { checks } from './messages/checks';
import { clusters } from './messages/clusters';
import { dispute } from './messages/dispute';
import { downloads } from './messages/downloads';
import { findings } from './messages/findings';
import { onboarding } from './messages/onboarding';
import { page } from './messages/page';
import { proof } from './messages/proof';
import { roadmap } from './messages/roadmap';
import { scorecard } from './messages/scorecard';
import { states } from './messages/states';
import { waivers } from './messages/waivers';
import { words } from './messages/words';

/**
 * Every text of the plugin, in English; an app may override or translate it.
 *
 * @public
 */
export const readinessTranslationRef = createTranslationRef({
  id: 'plugin.readiness',
  messages: {
    ...words,
    ...states,
    ...scorecard,
    ...findings,
    ...dispute,
    ...page,
    ...onboarding,
    ...clusters,
    ...checks,
    ...roadmap,
    ...proof,
    ...waivers,
    ...downloads,
  },
});

type MessagesOf<R> = R extends TranslationRef<string, infer M>
  ? TranslationFunction<M>
  : never;
export type Messages = MessagesOf<typeof readinessTranslationRef>;

export function useMessages(): Messages {
  return useTranslationRef(readinessTranslationRef).t;
}
