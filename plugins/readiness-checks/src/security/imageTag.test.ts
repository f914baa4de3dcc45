import { parseImage } from '../imageReference';
import { pinningOf } from './imageTag';

const DIGEST = `sha256:${'0'.repeat(64)}`;

const pinning = (image: string) => {
  const reference = parseImage(image);
  return reference && pinningOf(reference);
};

describe('pinningOf', () => {
  it.each([
    ['app', 'untagged'],
    ['registry:5000/app', 'untagged'],
    ['registry:5000/team/app:2.1', 'version'],
    ['app:latest', 'floating'],
    ['app:Latest', 'floating'],
    ['app:main', 'floating'],
    ['app:master', 'floating'],
    ['app:dev', 'floating'],
    ['app:stable', 'floating'],
    ['app:edge', 'floating'],
    ['app:nightly', 'floating'],
    ['app:stable-slim', 'floating'],
    ['redis:alpine', 'floating'],
    ['app:production', 'floating'],
    ['app:1.8.2', 'version'],
    ['app:v0.12', 'version'],
    ['app:16.4-bookworm', 'version'],
    ['app:mainline-1.27', 'version'],
    ['app:9f3c2ab', 'version'],
    ['app:deadbeef', 'version'],
    ['app:main-9f3c2ab', 'version'],
    ['app:main-deadbeef', 'version'],
    ['app:nightly-20261101', 'version'],
    [`app@${DIGEST}`, 'digest'],
    [`app:latest@${DIGEST}`, 'digest'],
  ])('of %s is %s', (image, expected) => {
    expect(pinning(image)).toBe(expected);
  });
});
