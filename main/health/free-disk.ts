import { statfs } from 'node:fs/promises';

/** What is free for this user where `folder` lies, MB; null where the system does not say. */
export async function freeDiskMb(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.floor((bavail * bsize) / 1e6);
  } catch {
    return null;
  }
}
