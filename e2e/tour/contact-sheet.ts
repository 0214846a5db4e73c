import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const thumbnail = { width: 270, height: 480, gap: 12, perRow: 8 };

/** Puts pictures side by side into one, to be looked through at a glance. Drawn by the page's own canvas. */
export async function contactSheet(page: Page, pictures: string[], file: string): Promise<void> {
  const encoded = pictures.map((picture) => readFileSync(picture).toString('base64'));
  const sheet = await page.evaluate(
    async ([images, { width, height, gap, perRow }]) => {
      const rows = Math.ceil(images.length / perRow);
      const canvas = new OffscreenCanvas(perRow * (width + gap) + gap, rows * (height + gap) + gap);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = '#8c8570';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.imageSmoothingQuality = 'high';
      for (const [index, image] of images.entries()) {
        const bytes = Uint8Array.from(atob(image), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const [column, row] = [index % perRow, Math.floor(index / perRow)];
        context.drawImage(bitmap, gap + column * (width + gap), gap + row * (height + gap), width, height);
        // A hundred pictures at their full size are more than the page has room for.
        bitmap.close();
      }
      const drawn = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
      let text = '';
      for (const byte of drawn) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [encoded, thumbnail] as const,
  );
  writeFileSync(file, Buffer.from(sheet, 'base64'));
}
