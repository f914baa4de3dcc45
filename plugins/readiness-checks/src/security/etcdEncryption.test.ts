import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { etcdEncryptionCases } from './etcdEncryption.cases';

describeCases(etcdEncryptionCases);

describe('sec-etcd-encryption', () => {
  it('shows nothing of the arguments that it looked at', async () => {
    const one = etcdEncryptionCases.find(({ it: title }) =>
      title.includes('file cannot be read'),
    );
    if (!one) throw new Error('no case');
    expect(JSON.stringify(await verdictOf(one))).not.toContain('CANARY');
  });
});
