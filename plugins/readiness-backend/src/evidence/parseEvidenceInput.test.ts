import { InputError } from '@backstage/errors';
import { parseEvidenceInput } from './parseEvidenceInput';

const valid = {
  check: 'rec-restore-pvc-proven',
  what: 'restore-drill',
  subjects: ['ns:u1/payments'],
  performedAt: '2026-09-14T10:00:00Z',
  performedBy: 'user:default/alice',
  outcome: 'success',
  artefacts: [{ url: 'https://ci.example.com/1234' }],
};

describe('parseEvidenceInput', () => {
  it('takes what is complete, and each subject once', () => {
    const body = {
      ...valid,
      subjects: ['ns:u1/payments', 'ns:u1/payments'],
      measured: { rtoSeconds: 1860 },
      validation: { kind: 'rowCount', result: 'passed', detail: '214 rows' },
      artefacts: [
        { url: 'https://ci.example.com/1234', sha256: 'A'.repeat(64) },
      ],
      expiresAt: '2026-12-01T00:00:00Z',
    };
    expect(parseEvidenceInput(body)).toEqual({
      ...body,
      subjects: ['ns:u1/payments'],
      artefacts: [
        { url: 'https://ci.example.com/1234', sha256: 'a'.repeat(64) },
      ],
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['check', { check: undefined }],
    ['check', { check: ' ' }],
    ['what', { what: 'lunch' }],
    ['subjects', { subjects: undefined }],
    ['subjects', { subjects: [] }],
    ['subjects', { subjects: 'ns:u1/payments' }],
    ['subjects', { subjects: [5] }],
    ['subjects', { subjects: Array(51).fill('ns:u1/a') }],
    ['performedAt', { performedAt: undefined }],
    ['performedBy', { performedBy: undefined }],
    ['outcome', { outcome: 'fine' }],
    ['artefacts', { artefacts: undefined }],
    ['artefacts', { artefacts: [] }],
    ['artefacts', { artefacts: [{}] }],
    ['artefacts', { artefacts: ['https://ci.example.com'] }],
    ['artefacts', { artefacts: [{ url: 'https://a.example', sha256: 'x' }] }],
    ['artefacts', { artefacts: [{ url: 'https://a.example', note: 'x' }] }],
    ['measured', { measured: { rtoSeconds: '1860' } }],
    ['measured', { measured: [] }],
    ['validation', { validation: { kind: 'feeling', result: 'passed' } }],
    ['validation', { validation: { kind: 'rowCount', result: 'maybe' } }],
    ['validation', { validation: { kind: 'rowCount' } }],
    ['expiresAt', { expiresAt: 5 }],
    ['grade', { grade: 'E1' }],
    ['fingerprint', { fingerprint: {} }],
    ['mood', { mood: 'good' }],
  ])('refuses a wrong %s: %j', (field, part) => {
    const parse = () => parseEvidenceInput({ ...valid, ...part });
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(new RegExp(`^${field}: `));
  });

  it('says of what it decides itself that it does', () => {
    expect(() => parseEvidenceInput({ ...valid, grade: 'E1' })).toThrow(
      'grade: is set by the server',
    );
  });

  it.each([undefined, null, 'x', []])('refuses a body that is %j', body => {
    expect(() => parseEvidenceInput(body)).toThrow(/^body: /);
  });
});
