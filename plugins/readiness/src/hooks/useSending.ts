import { useState } from 'react';
import { failureText } from '../api/failureText';
import {
  refusedField,
  requestMessage,
  requestProblem,
} from '../api/requestError';
import { useMessages } from '../translation';

export type FieldProblems<F extends string> = Partial<Record<F, string>>;

export interface Sending<F extends string> {
  busy: boolean;
  /** At the field that is to blame, whoever found it: the form or the server. */
  problems: FieldProblems<F>;
  /** Where no field is to blame. */
  failure: string | undefined;
  /**
   * Asks the server unless the form has found problems itself. Whether it was
   * done: what failed is in `problems` or `failure` then.
   */
  send(
    found: FieldProblems<F>,
    request: () => Promise<unknown>,
  ): Promise<boolean>;
}

/** One form on its way to the server. */
export function useSending<F extends string>(options: {
  fields: readonly F[];
  /** What a refusal is about that names no permission, if it is about one. */
  permission?: string;
  sentence: (reason: string) => string;
}): Sending<F> {
  const { fields, permission, sentence } = options;
  const t = useMessages();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FieldProblems<F>>({});
  const [failure, setFailure] = useState<string>();

  const blame = (error: unknown) => {
    const reason = requestMessage(error);
    const field =
      requestProblem(error) === 'badInput'
        ? refusedField(reason, fields)
        : undefined;
    if (field) setProblems({ [field]: reason } as FieldProblems<F>);
    else setFailure(failureText(t, error, permission, sentence));
  };

  const send: Sending<F>['send'] = async (found, request) => {
    setFailure(undefined);
    setProblems(found);
    if (Object.keys(found).length > 0) return false;
    setBusy(true);
    try {
      await request();
      return true;
    } catch (error) {
      blame(error);
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { busy, problems, failure, send };
}
