import type {
  EvidenceInput,
  Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';
import { fieldError } from '../errors/fieldError';
import type { Artefact, ArtefactFetcher } from './ArtefactFetcher';
import type {
  DatabaseEvidenceStore,
  StoredEvidence,
} from './DatabaseEvidenceStore';
import {
  evidencePeople,
  isMachineArtefact,
  type Recorder,
} from './evidencePeople';
import { parseEvidenceInput } from './parseEvidenceInput';
import { parseTime } from './parseTime';
import { assertJudged, provenCheck } from './provenCheck';
import type { SubjectDirectory } from './SubjectDirectory';
import { validityDays } from './validityDays';

export interface EvidenceRecorderOptions {
  checks: ReadonlyMap<string, AnyCheck>;
  thresholds: Readonly<Record<string, number>>;
  subjects: SubjectDirectory;
  fetcher: Pick<ArtefactFetcher, 'resolve'>;
  store: DatabaseEvidenceStore;
  /** Whether the catalog has an entity with this full, lower-cased ref. */
  entityExists(ref: string): Promise<boolean>;
  /** Epoch ms. */
  now: () => number;
}

/** Accepts or refuses evidence (`catalogue/00` §0.5). */
export class EvidenceRecorder {
  readonly #options: EvidenceRecorderOptions;

  static create(options: EvidenceRecorderOptions) {
    return new EvidenceRecorder(options);
  }

  private constructor(options: EvidenceRecorderOptions) {
    this.#options = options;
  }

  /**
   * Throws an `InputError` whose message begins with the field; stores nothing
   * then.
   *
   * @param body - an EvidenceInput
   */
  async record(body: unknown, recorder: Recorder): Promise<StoredEvidence> {
    const { store, subjects, checks, entityExists } = this.#options;
    const input = parseEvidenceInput(body);
    const check = provenCheck(input.check, input.what, [...checks.values()]);
    for (const key of input.subjects) assertJudged(key, check);
    await subjects.assertKnown(input.subjects);
    const tier = await subjects.strictestTier(input.subjects);
    const times = this.#times(input, tier);
    const people = await evidencePeople(input, recorder, entityExists);
    const fingerprint = await subjects.fingerprint(input.subjects);
    // Last, so that no host is asked for a record that is refused anyway.
    const artefacts = await this.#artefacts(input);
    return store.add({
      check: check.id,
      control: check.control,
      what: input.what,
      subjects: input.subjects,
      ...times,
      ...people,
      outcome: input.outcome,
      measured: input.measured,
      validation: input.validation,
      artefacts,
      grade: isMachineArtefact(input, recorder) ? 'E2' : 'E3',
      fingerprint,
      recordedAt: this.#now().toISO() as string,
      recordedBy:
        recorder.type === 'user' ? recorder.userEntityRef : recorder.subject,
    });
  }

  async #artefacts(input: EvidenceInput): Promise<Required<Artefact>[]> {
    const resolved: Required<Artefact>[] = [];
    for (const artefact of input.artefacts) {
      resolved.push(await this.#options.fetcher.resolve(artefact));
    }
    return resolved;
  }

  #times(input: EvidenceInput, tier: Tier) {
    const performed = parseTime('performedAt', input.performedAt);
    if (performed > this.#now()) {
      throw fieldError('performedAt', 'is in the future');
    }
    const days = validityDays(input.what, tier, this.#options.thresholds);
    const longest = performed.plus({ hours: days * 24 });
    const expires = input.expiresAt
      ? parseTime('expiresAt', input.expiresAt)
      : longest;
    if (expires > longest) {
      throw fieldError(
        'expiresAt',
        `a ${
          input.what
        } of tier ${tier} holds ${days} days, until ${longest.toISO()} at most`,
      );
    }
    if (expires <= performed) {
      throw fieldError('expiresAt', 'must be later than performedAt');
    }
    return {
      performedAt: performed.toISO() as string,
      expiresAt: expires.toISO() as string,
    };
  }

  #now(): DateTime {
    return DateTime.fromMillis(this.#options.now(), { zone: 'utc' });
  }
}
