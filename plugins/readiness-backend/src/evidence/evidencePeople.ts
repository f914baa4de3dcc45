import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { EvidenceInput } from '@readiness/backstage-plugin-readiness-common';
import { fieldError } from '../errors/fieldError';

/** Who records: only a machine may name somebody else as the one who attests. */
export type Recorder =
  | { type: 'user'; userEntityRef: string }
  | { type: 'service'; subject: string };

type EntityExists = (ref: string) => Promise<boolean>;

/** A machine vouches for it: a service token, and a hash that is compared. */
export function isMachineArtefact(
  input: Pick<EvidenceInput, 'artefacts'>,
  recorder: Recorder,
): boolean {
  return (
    recorder.type === 'service' &&
    input.artefacts.some(({ sha256 }) => sha256 !== undefined)
  );
}

function userRef(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text);
    return ref.kind.toLocaleLowerCase('en-US') === 'user'
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}

async function knownUser(
  field: string,
  text: string,
  entityExists: EntityExists,
): Promise<string> {
  const ref = userRef(text);
  if (ref === undefined) {
    throw fieldError(field, 'must be a user, e.g. user:default/alice');
  }
  if (!(await entityExists(ref))) {
    throw fieldError(field, `the catalog has no ${ref}`);
  }
  return ref;
}

function signedIn(recorder: Recorder): string | undefined {
  return recorder.type === 'user'
    ? recorder.userEntityRef.toLocaleLowerCase('en-US')
    : undefined;
}

/**
 * Who performed and who attests (§0.5): two people. The signed-in user attests;
 * only a service token may name somebody, and needs nobody for a machine
 * artefact. Throws an InputError with the field first.
 */
export async function evidencePeople(
  input: Pick<EvidenceInput, 'performedBy' | 'attestedBy' | 'artefacts'>,
  recorder: Recorder,
  entityExists: EntityExists,
): Promise<{ performedBy: string; attestedBy?: string }> {
  if (input.attestedBy !== undefined && recorder.type === 'user') {
    throw fieldError(
      'attestedBy',
      'is the signed-in user; only a service token may name it',
    );
  }
  const performedBy = await knownUser(
    'performedBy',
    input.performedBy,
    entityExists,
  );
  const attestedBy =
    input.attestedBy === undefined
      ? signedIn(recorder)
      : await knownUser('attestedBy', input.attestedBy, entityExists);
  if (attestedBy === undefined && !isMachineArtefact(input, recorder)) {
    throw fieldError(
      'attestedBy',
      'is required where no artefact carries a sha256',
    );
  }
  if (attestedBy === performedBy) {
    throw fieldError(
      'performedBy',
      `${performedBy} attests it as well; somebody else has to record what you performed`,
    );
  }
  return { performedBy, ...(attestedBy !== undefined && { attestedBy }) };
}
