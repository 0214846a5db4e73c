import { writeFileSync } from 'node:fs';
import type { Kiosk } from './kiosk.ts';

/** A picture of the whole glass: our page with the portal's page where it lies over it. */
export async function takePicture(kiosk: Pick<Kiosk, 'app' | 'page'>, file: string): Promise<void> {
  const { page } = kiosk;
  const glass = await page.screenshot();
  const guest = await guestOnGlass(kiosk);
  if (guest === null) {
    writeFileSync(file, glass);
    return;
  }
  const joined = await page.evaluate(
    async ([under, over]) => {
      const bitmap = async (base64: string): Promise<ImageBitmap> =>
        await createImageBitmap(
          new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'image/png' }),
        );
      const [base, top] = await Promise.all([bitmap(under), bitmap(over.png)]);
      const canvas = new OffscreenCanvas(base.width, base.height);
      const context = canvas.getContext('2d');
      context?.drawImage(base, 0, 0);
      context?.drawImage(top, over.x, over.y, over.width, over.height);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [glass.toString('base64'), guest] as const,
  );
  writeFileSync(file, Buffer.from(joined, 'base64'));
}

/** The portal's page and where it lies, CSS pixels; null while there is none to be seen. */
async function guestOnGlass({ app, page }: Pick<Kiosk, 'app' | 'page'>) {
  const place = page.locator('[data-portal=open], [data-portal=loading]');
  const box = (await place.count()) === 0 ? null : await place.boundingBox();
  if (box === null) return null;
  const png = await app.evaluate(async ({ webContents }) => {
    const guest = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('https://'));
    return guest === undefined ? null : (await guest.capturePage()).toPNG().toString('base64');
  });
  return png === null || png === '' ? null : { ...box, png };
}
