import { page } from './page.ts';

const evil = 'https://evil.test/hit';
/** The portal's name with a letter that only looks right. */
export const lookAlikeHost = new URL('https://dịchvucong.gov.vn').hostname;

/** Ways a page tries to get out, or to do what no page of a kiosk may. Each has one button, `#go`. */
const escapes: Record<string, { body?: string; go: string }> = {
  link: { body: `<a id="away" href="${evil}">away</a>`, go: 'away.click()' },
  location: { go: `location.href = '${evil}'` },
  replace: { go: `location.replace('${evil}')` },
  form: { body: `<form id="out" method="post" action="${evil}"><input name="a" value="b"></form>`, go: 'out.submit()' },
  redirect: { go: `location.href = '/escape-302'` },
  meta: { go: `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=${evil}">')` },
  'user-info': { go: `location.href = 'https://dichvucong.gov.vn@evil.test/hit'` },
  'look-alike': { go: `location.href = 'https://${lookAlikeHost}/hit'` },
  suffix: { go: `location.href = 'https://dichvucong.gov.vn.evil.test/hit'` },
  insecure: { go: `location.href = 'http://dichvucong.gov.vn/hit'` },
  javascript: { go: `location.href = 'javascript:document.title="out"'` },
  data: { go: `location.href = 'data:text/html,out'` },
  blob: { go: `location.href = URL.createObjectURL(new Blob(['out'], { type: 'text/html' }))` },
  file: { body: `<a id="away" href="file:///etc/passwd">away</a>`, go: 'away.click()' },
  mail: { body: `<a id="away" href="mailto:a@evil.test">away</a>`, go: 'away.click()' },
  telephone: { body: `<a id="away" href="tel:113">away</a>`, go: 'away.click()' },
  frame: { go: `document.body.insertAdjacentHTML('beforeend', '<iframe src="${evil}"></iframe>')` },
  'window-open': { go: `window.open('${evil}')` },
  'window-blank': { go: `window.open('about:blank')?.document.write('<script>location = "${evil}"<\\/script>')` },
  'window-own': { go: `window.open('https://dichvucong.gov.vn/tim-kiem')` },
  target: { body: `<a id="away" href="${evil}" target="_blank">away</a>`, go: 'away.click()' },
  'target-shift': {
    body: `<a id="away" href="${evil}">away</a>`,
    go: `away.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true, cancelable: true }))`,
  },
  download: { body: `<a id="away" href="/tai-ve" download>away</a>`, go: 'away.click()' },
  'blob-download': {
    body: `<a id="away" download="a.txt">away</a>`,
    go: `away.href = URL.createObjectURL(new Blob(['secret'])); away.click()`,
  },
  print: { go: 'window.print()' },
  dialogs: {
    go: `for (let i = 0; i < 50; i += 1) { alert('x'); confirm('x') } document.title = 'through'`,
  },
  unload: { go: `addEventListener('beforeunload', (event) => event.preventDefault()); document.title = 'held'` },
  chooser: { body: '<input type="file" id="file">', go: 'file.click()' },
  'chooser-picker': { body: '<input type="file" id="file">', go: 'file.showPicker()' },
  permissions: {
    go: `Promise.all([navigator.geolocation ? new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('given'), () => done('refused'))) : 'refused', navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', () => 'refused'), Notification.requestPermission(), navigator.clipboard.readText().then(() => 'given', () => 'refused')]).then((all) => { document.title = all.join(' ') })`,
  },
  'full-screen': { go: 'document.documentElement.requestFullscreen().catch(() => 0)' },
  picture: { go: `new Image().src = 'http://dichvucong.gov.vn/hit.png'; new Image().src = '${evil}.png'` },
  socket: { go: `try { new WebSocket('wss://evil.test/hit') } catch {}` },
  fetch: { go: `fetch('${evil}', { mode: 'no-cors' }).catch(() => 0)` },
  beacon: { go: `navigator.sendBeacon('${evil}', 'x')` },
};

export function escapePage(name: string): string | null {
  const wanted = Object.hasOwn(escapes, name) ? escapes[name] : undefined;
  if (wanted === undefined) return null;
  return page(
    `Thử: ${name}`,
    `<h2>Thử lối ra: ${name}</h2>${wanted.body ?? ''}<p><button id="go">Thử</button></p>`,
    `document.getElementById('go').onclick = () => { ${wanted.go} }`,
  );
}
