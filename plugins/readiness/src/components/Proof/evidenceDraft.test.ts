import { DateTime } from 'luxon';
import { pdbCheck, restoreCheck } from '../../__fixtures__/clusters';
import {
  draftProblems,
  emptyDraft,
  type EvidenceDraft,
  evidenceRead,
  toEvidenceInput,
} from './evidenceDraft';

const now = DateTime.fromISO('2026-11-20T12:00:00Z');
const me = 'user:default/guest';
const complete: EvidenceDraft = {
  ...emptyDraft(
    { check: 'rec-restore-pvc-proven', subjects: ['ns:uid/shop'] },
    now,
  ),
  what: 'restore-drill',
  performedBy: 'user:default/alice',
  artefact: 'https://ci.example.com/1',
};

describe('draftProblems', () => {
  it('finds none in a complete draft', () => {
    expect(draftProblems(complete, me, now)).toEqual({});
  });

  it.each<[Partial<EvidenceDraft>, object]>([
    [{ check: '' }, { check: 'required' }],
    [{ what: '' }, { what: 'required' }],
    [{ subjects: ' \n' }, { subjects: 'required' }],
    [{ subjects: 'ns:uid/shop\nshop' }, { subjects: { badSubject: 'shop' } }],
    [{ performedAt: '' }, { performedAt: 'required' }],
    [{ performedAt: '2027-01-01T10:00' }, { performedAt: 'future' }],
    [{ performedBy: undefined }, { performedBy: 'required' }],
    [{ performedBy: me }, { performedBy: 'selfAttested' }],
    [{ rtoMinutes: '-3' }, { measured: 'badNumber' }],
    [{ rtoMinutes: 'half an hour' }, { measured: 'badNumber' }],
    [{ artefact: '' }, { artefacts: 'required' }],
    [{ artefact: 'data:text/html,proof' }, { artefacts: 'badUrl' }],
    [{ artefact: 'the wiki' }, { artefacts: 'badUrl' }],
  ])('for %j names %j', (change, problems) => {
    expect(draftProblems({ ...complete, ...change }, me, now)).toEqual(
      problems,
    );
  });
});

describe('toEvidenceInput', () => {
  it('sends minutes as seconds and local time as UTC', () => {
    const input = toEvidenceInput({
      ...complete,
      performedAt: '2026-11-19T10:00',
      rtoMinutes: '31',
      validationKind: 'rowCount',
      validationDetail: ' 214 rows ',
    });
    expect(input).toMatchObject({
      subjects: ['ns:uid/shop'],
      measured: { rtoSeconds: 1860 },
      validation: { kind: 'rowCount', result: 'passed', detail: '214 rows' },
      artefacts: [{ url: 'https://ci.example.com/1' }],
    });
    expect(input.performedAt).toMatch(/Z$/);
    expect(Date.parse(input.performedAt)).toBe(
      DateTime.fromISO('2026-11-19T10:00').toMillis(),
    );
  });

  it('leaves out what was not filled in', () => {
    const input = toEvidenceInput(complete);
    expect(input).not.toHaveProperty('measured');
    expect(input).not.toHaveProperty('validation');
  });
});

describe('evidenceRead', () => {
  it('knows the kind of evidence from what the check reads', () => {
    expect(evidenceRead(restoreCheck)).toBe('restore-drill');
    expect(evidenceRead(pdbCheck)).toBeUndefined();
  });
});
