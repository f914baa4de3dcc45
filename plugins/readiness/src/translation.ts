import {
  createTranslationRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { findings } from './messages/findings';
import { page } from './messages/page';
import { proof } from './messages/proof';
import { roadmap } from './messages/roadmap';
import { scorecard } from './messages/scorecard';
import { states } from './messages/states';
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
    ...page,
    ...roadmap,
    ...proof,
  },
});

export function useMessages() {
  return useTranslationRef(readinessTranslationRef).t;
}

export type Messages = ReturnType<typeof useMessages>;
