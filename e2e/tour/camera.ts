import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kiosk } from '../support/kiosk.ts';
import { takePicture } from '../support/picture.ts';

/** Takes numbered pictures of the whole glass into one folder. */
export function camera(kiosk: Pick<Kiosk, 'app' | 'page'>, folder: string) {
  mkdirSync(folder, { recursive: true });
  const taken: string[] = [];
  return {
    taken,
    take: async (name: string): Promise<void> => {
      const path = join(folder, `${String(taken.length + 1).padStart(2, '0')}-${name}.png`);
      await takePicture(kiosk, path);
      taken.push(path);
    },
  };
}
