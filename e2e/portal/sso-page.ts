import encodeQR from 'qr';
import { page } from './page.ts';

export function squareCodeOf(text: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(encodeQR(text, 'svg')).toString('base64')}`;
}

/**
 * The log-in of VNeID as notes of 2026 tell of it: a square code that expires and is loaded again by a press, beside it
 * number and password, then a window with six boxes of one digit each.
 */
export function ssoPage(): string {
  return page(
    'Đăng nhập',
    `<div id="root"><h3>Đăng nhập VNeID</h3><p>Quét mã QR bằng ứng dụng VNeID</p>
<div class="qr"></div>
<p class="error" role="alert"></p>
<div class="row"><input id="username" placeholder="Số định danh cá nhân" autocomplete="off"></div>
<div class="row"><input id="password" type="password" placeholder="Mật khẩu" autocomplete="off"></div>
<button type="button" class="custom-btn-resolve" id="enter">Đăng nhập</button></div>`,
    script,
  );
}

const script = `
const $ = (wanted) => document.querySelector(wanted);
const ask = async (what, body) => await (await fetch('/auth/' + what + location.search, body && { method: 'POST', body: JSON.stringify(body) })).json();
const make = (tag, more) => Object.assign(document.createElement(tag), more);
let waiting;
async function showCode() {
  const { image, validMs } = await ask('ma-qr');
  const picture = make('img', { alt: 'qr_images', src: image, width: 180, height: 180 });
  $('.qr').replaceChildren(picture);
  clearInterval(waiting);
  waiting = setInterval(async () => { const { go } = await ask('cho'); if (go) location.href = go }, 1000);
  setTimeout(() => {
    clearInterval(waiting);
    const again = make('button', { type: 'button', className: 'bg-red100', textContent: 'Tải lại', onclick: showCode });
    picture.style.opacity = 0.1;
    $('.qr').append(again);
  }, validMs);
}
showCode();
$('#enter').onclick = async () => {
  const { error = '' } = await ask('mat-khau', { account: $('#username').value, password: $('#password').value });
  $('.error').textContent = error;
  if (error === '') askForCode();
};
function askForCode() {
  const boxes = Array.from({ length: 6 }, () => make('input', { id: 'otp-input', maxLength: 1, autocomplete: 'off', style: 'width:52px;margin-right:8px;text-align:center' }));
  const said = make('p', { className: 'error' });
  const confirm = make('button', { type: 'button', className: 'custom-btn-resolve', textContent: 'Xác nhận' });
  const body = make('div', { className: 'ant-modal-body' });
  const root = make('div', { className: 'ant-modal-root', style: 'position:fixed;inset:0;background:#0006' });
  const sheet = make('div', { style: 'background:#fff;margin:40px auto;padding:20px;max-width:460px' });
  body.append(make('p', { textContent: 'Nhập mã OTP đã được gửi đến số điện thoại của bạn' }), ...boxes, said, confirm);
  sheet.append(body); root.append(sheet); document.body.append(root);
  for (const [at, box] of boxes.entries()) {
    box.oninput = () => { if (box.value) boxes[at + 1]?.focus() };
    box.onkeydown = ({ key }) => { if (key === 'Backspace' && !box.value) boxes[at - 1]?.focus() };
  }
  boxes[0].focus();
  confirm.onclick = async () => {
    const { error, go } = await ask('otp', { code: boxes.map(({ value }) => value).join('') });
    if (go) { location.href = go; return }
    said.textContent = error;
    for (const box of boxes) box.value = '';
  };
}`;
