import { fontFaces } from '../fonts/serve-fonts.ts';

/** The page a telephone opens: one question, large letters; its words come from the kiosk, its work is done by `code`. */
export function phonePage(words: Record<string, string>, code: string): string {
  const say = (key: string): string => escaped(words[key] ?? '');
  return `<!doctype html>
<html lang="${say('language')}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('title')}</title>
<style>
  ${fontFaces}
  body { margin: 0; padding: 24px; background: #fbf8f1; color: #10231f; font: 20px/1.5 "Be Vietnam Pro", system-ui, sans-serif }
  h1 { font-size: 26px; font-weight: 600; line-height: 1.35 }
  label, button { display: block; box-sizing: border-box; width: 100%; min-height: 64px; margin: 16px 0; padding: 16px; border: 2px solid #0b3d35; border-radius: 16px; background: #fff; color: #10231f; font: inherit; font-weight: 600; text-align: center }
  label, #send { background: #0b3d35; color: #fff }
  input { position: absolute; opacity: 0; width: 1px; height: 1px }
  input:focus-visible + span { outline: 3px solid #f4b740; outline-offset: 6px }
  canvas { display: block; max-width: 100%; max-height: 50vh; margin: 16px auto; border: 1px solid #8c8570 }
  [hidden] { display: none }
</style>
<h1>${say('title')}</h1>
<p>${say('lead')}</p>
<label><input id="pick" type="file" accept="image/*,application/pdf"><span>${say('pick')}</span></label>
<section id="look" hidden>
  <canvas id="picture"></canvas>
  <button id="turn" type="button">${say('turn')}</button>
  <button id="send" type="button">${say('send')}</button>
</section>
<p id="said" role="status" data-sending="${say('sending')}" data-sent="${say('sent')}" data-large="${say('large')}" data-unreadable="${say('unreadable')}" data-failed="${say('failed')}" data-full="${say('full')}" data-over="${say('over')}"></p>
<script type="module">${code}</script>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
