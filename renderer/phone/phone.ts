import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { randomBytes } from '@noble/ciphers/utils.js';
import { paperKindOf, paperLimits } from '../../shared/papers/papers.ts';

/**
 * Runs on the resident's telephone: a picture is straightened and shrunk, and by being drawn anew loses the place and time
 * it was taken at; then it is sealed with the key that the square code carried, which never goes over the network.
 */
const key = Uint8Array.from(atob(location.hash.slice(1).replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
  sign.charCodeAt(0),
);
const element = <T extends HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no ${id}`);
  return found as T;
};
const pick = element<HTMLInputElement>('pick');
const canvas = element<HTMLCanvasElement>('picture');
const look = element('look');
const said = element('said');
const say = (what: string): void => {
  said.textContent = said.dataset[what] ?? '';
};
/** Clear enough to read, at first; less where it would be too large. */
const qualities = [0.85, 0.7, 0.5];

function draw(picture: ImageBitmap | HTMLCanvasElement, quarterTurns: number): void {
  const scale = Math.min(1, paperLimits.longestSide / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width * scale, picture.height * scale].map(Math.round) as [number, number];
  [canvas.width, canvas.height] = quarterTurns % 2 === 0 ? [width, height] : [height, width];
  const context = canvas.getContext('2d');
  context?.translate(canvas.width / 2, canvas.height / 2);
  context?.rotate((quarterTurns * Math.PI) / 2);
  context?.drawImage(picture, -width / 2, -height / 2, width, height);
}

async function drawn(): Promise<Uint8Array | null> {
  for (const quality of qualities) {
    const blob = await new Promise<Blob | null>((done) => {
      canvas.toBlob(done, 'image/jpeg', quality);
    });
    if (blob !== null && blob.size <= paperLimits.bytes) return new Uint8Array(await blob.arrayBuffer());
  }
  return null;
}

async function send(bytes: Uint8Array | null): Promise<void> {
  if (bytes === null || bytes.length > paperLimits.bytes) {
    say('large');
    return;
  }
  say('sending');
  const nonce = randomBytes(24);
  const sealed = xchacha20poly1305(key, nonce).encrypt(bytes);
  const body = new Uint8Array(nonce.length + sealed.length);
  body.set(nonce);
  body.set(sealed, nonce.length);
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await fetch(location.pathname, { method: 'POST', headers, body }).catch(() => null);
  look.hidden = answer?.ok === true;
  say(answer?.ok === true ? 'sent' : answer?.status === 409 ? 'full' : answer?.status === 410 ? 'over' : 'failed');
}

async function choose(file: File): Promise<void> {
  look.hidden = true;
  say('');
  const first = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  if (paperKindOf(first) === 'pdf') {
    await send(new Uint8Array(await file.arrayBuffer()));
    return;
  }
  // As the camera was held: the sheet stands upright.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) {
    say('unreadable');
    return;
  }
  let turns = 0;
  draw(picture, turns);
  element('turn').onclick = () => {
    turns += 1;
    draw(picture, turns);
  };
  look.hidden = false;
}

pick.addEventListener('change', () => {
  const [file] = pick.files ?? [];
  pick.value = '';
  if (file !== undefined) void choose(file);
});
element('send').addEventListener('click', () => void drawn().then(send));
