import decodeQR from 'qr/decode.js';
import type { Kiosk } from './kiosk.ts';

/** The text of the square code on the glass, as a telephone reads it: from its picture. */
export async function readSlip({ page }: Kiosk): Promise<string> {
  await page.waitForTimeout(200);
  const shot = (await page.locator('[data-square-code]').screenshot()).toString('base64');
  const picture = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, data: [...(pixels?.data ?? [])] };
  }, shot);
  return decodeQR({ ...picture, data: Uint8Array.from(picture.data) });
}
