import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import encodeQR from 'qr';
import { freshFolder } from './kiosk.ts';

const size = { width: 640, height: 480 };

/** What Chromium has to be told so that its camera sees a square code with this text and nothing else. */
export function filmOf(text: string): string[] {
  const squares = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const scale = Math.floor(size.height / squares.length);
  const picture = Buffer.alloc(size.width * size.height, 200);
  for (const [row, line] of squares.entries()) {
    for (const [column, dark] of line.entries()) {
      for (let y = row * scale; y < (row + 1) * scale; y += 1)
        picture.fill(dark ? 20 : 235, y * size.width + column * scale, y * size.width + (column + 1) * scale);
    }
  }
  // YUV4MPEG2: light as it is, no colour.
  const colour = Buffer.alloc((size.width * size.height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture, colour]);
  const file = join(freshFolder(), 'film.y4m');
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
  );
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}
