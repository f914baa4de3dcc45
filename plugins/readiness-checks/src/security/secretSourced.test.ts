import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment } from '../__fixtures__/objects';
import { secretSourced as check } from './secretSourced';
import { secretSourcedCases, withKey } from './secretSourced.cases';

describeCases(secretSourcedCases);

describe('sec-secret-sourced', () => {
  it('writes an ExternalSecret that makes the very Secret', async () => {
    const app = deployment(withKey('db'));
    const { occurrences } = await verdictOf({ check, objects: [app] });
    const manifest = parse(occurrences[0].remediation.content);
    expect((await verdictOf({ check, objects: [app, manifest] })).state).toBe(
      'pass',
    );
  });
});
