import { X509Certificate, createPrivateKey } from 'node:crypto';
import { selfSigned } from './selfSigned';

describe('selfSigned', () => {
  it('makes a certificate of loopback that is good for a year', () => {
    const now = Date.parse('2026-11-22T17:00:00Z');
    const { key, certificate } = selfSigned(now);
    const read = new X509Certificate(certificate);
    expect(read.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(read.checkHost('localhost')).toBe('localhost');
    expect(read.checkHost('example.com')).toBeUndefined();
    expect(read.ca).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(Date.parse(read.validFrom)).toBeLessThan(now);
    expect(Date.parse(read.validTo)).toBe(Date.parse('2027-11-22T17:00:00Z'));
  });

  it('makes another one every time', () => {
    const [a, b] = [selfSigned(0), selfSigned(0)].map(
      ({ certificate }) => new X509Certificate(certificate),
    );
    expect(a.serialNumber).not.toBe(b.serialNumber);
    expect(a.fingerprint).not.toBe(b.fingerprint);
  });
});
