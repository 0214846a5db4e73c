/** The part of yauzl 3 that is used here; it brings no types of its own. */
declare module 'yauzl' {
  interface Entry {
    fileName: string;
    externalFileAttributes: number;
  }
  interface Archive {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<import('node:stream').Readable>;
  }
  export function openPromise(path: string): Promise<Archive>;
}
