import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DEFLATED = 8;

/**
 * One file of a zip archive, found through its central directory.
 *
 * @throws Error where the archive has no such file.
 */
export function unzipEntry(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf(uint32(END_OF_DIRECTORY));
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const entry = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (entry === name) return contentOf(archive, at);
    const extraLength = archive.readUInt16LE(at + 30);
    const commentLength = archive.readUInt16LE(at + 32);
    at += 46 + nameLength + extraLength + commentLength;
  }
  throw new Error(`the archive has no ${name}`);
}

/** The content that an entry of the central directory points at. */
function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start =
    local +
    30 +
    archive.readUInt16LE(local + 26) +
    archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + size);
  return method === DEFLATED ? inflateRawSync(packed) : packed;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
