import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const YEAR_MS = 365 * 86_400_000;

const VERSION_3 = Buffer.from('a003020102', 'hex');
const TRUE = Buffer.from('0101ff', 'hex');
// Object identifiers, as they are encoded.
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');

/** A key and a certificate for it, as PEM. */
export interface ServerIdentity {
  key: string;
  certificate: string;
}

/**
 * A certificate of this machine's loopback addresses that signs itself, good
 * for a year. kubectl sends no token to a server without one.
 */
export function selfSigned(now: number): ServerIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
  const name = nameOf('sample-cluster');
  const signed = der(
    SEQUENCE,
    VERSION_3,
    // A first byte below 0x80: the number is positive.
    der(INTEGER, Buffer.from([1]), randomBytes(15)),
    algorithm,
    name,
    der(SEQUENCE, timeOf(now - 3_600_000), timeOf(now + YEAR_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, alternativeNames(), isAuthority())),
  );
  const signature = sign('sha256', signed, privateKey);
  const certificate = der(
    SEQUENCE,
    signed,
    algorithm,
    der(BIT_STRING, Buffer.from([0]), signature),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(certificate),
  };
}

/** A value with its tag and length, which is all that DER is. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content)]), content]);
}

function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length];
  return length < 0x100
    ? [0x81, length]
    : [0x82, Math.floor(length / 0x100), length % 0x100];
}

function nameOf(commonName: string): Buffer {
  const text = der(UTF8_STRING, Buffer.from(commonName));
  return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text)));
}

function timeOf(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replace(/\.\d+|[-:T]/g, '');
  return der(UTC_TIME, Buffer.from(digits.slice(2)));
}

function alternativeNames(): Buffer {
  const names = der(
    SEQUENCE,
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...Array(15).fill(0), 1])),
  );
  return der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names));
}

function isAuthority(): Buffer {
  const constraints = der(OCTET_STRING, der(SEQUENCE, TRUE));
  return der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, constraints);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}
