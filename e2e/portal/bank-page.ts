import { escaped, page } from './page.ts';
import { squareCodeOf } from './sso-page.ts';

/** The bank's page: a square code for the phone, a box for a card, and what leads back. */
export function bankPage(code: string): string {
  return page(
    'VCB Payment',
    `<h2>Thanh toán</h2><p>Hồ sơ <b id="code">${escaped(code)}</b></p><p><img alt="VietQR" width="180" src="${squareCodeOf(`vietqr ${code}`)}"></p><input id="card-number" placeholder="Số thẻ">
<p><a class="btn" href="https://dichvucong.dancuquocgia.gov.vn/portal/p/home/ho-so.html">Hoàn tất</a> <button onclick="window.close()">Hủy</button></p>`,
  );
}
