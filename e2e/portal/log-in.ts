import { escaped, page } from './page.ts';

/** The log-in of VNeID on its own host: number and password, then a code; or a square code that the phone confirms. */
export function logInPage(error = ''): string {
  return page(
    'Đăng nhập - VNeID',
    `<h2>Đăng nhập VNeID</h2>
${complaint(error)}
<form method="post" action="/dang-nhap">
<div class="row"><label for="account">Số định danh cá nhân <span class="error">*</span></label><input id="account" name="account" inputmode="numeric" autocomplete="off"></div>
<div class="row"><label for="password">Mật khẩu <span class="error">*</span></label><input id="password" name="password" type="password" autocomplete="off"></div>
<button>Đăng nhập</button> &nbsp; <a href="/quet-ma">Quét mã QR bằng VNeID</a>
</form>`,
  );
}

export function codePage(error = ''): string {
  return page(
    'Đăng nhập - Nhập mã OTP',
    `<h2>Đăng nhập: xác thực</h2><p>Mã OTP gồm 6 số đã được gửi đến số điện thoại đã đăng ký.</p>
${complaint(error)}
<form method="post" action="/ma-otp"><div class="row"><label>Mã OTP <input name="code" inputmode="numeric" autocomplete="off" maxlength="6"></label></div><button>Xác nhận</button></form>`,
  );
}

/** Asks once a second whether the phone has said yes. */
export function squareCodePage(): string {
  return page(
    'Đăng nhập - Quét mã QR',
    `<h2>Đăng nhập bằng mã QR</h2><p>Mở VNeID trên điện thoại, quét mã này rồi bấm xác nhận.</p><div style="width:180px;height:180px;background:repeating-conic-gradient(#000 0 25%, #fff 0 50%) 0 0/24px 24px" role="img" aria-label="Mã QR"></div>`,
    `setInterval(async () => { const answer = await (await fetch('/cho-xac-nhan')).json(); if (answer.go) location.href = answer.go }, 1000)`,
  );
}

export function complaint(error: string): string {
  return error === '' ? '' : `<p class="error" role="alert">${escaped(error)}</p>`;
}
