import { complaint } from './log-in.ts';
import { escaped, page } from './page.ts';

/** Real portals leave such things behind; whatever wipes them is tried on these. */
const leftovers = `
localStorage.setItem('nguoi-dung', 'dau-vet-local'); sessionStorage.setItem('nguoi-dung', 'dau-vet-session');
indexedDB.open('ho-so', 1).onupgradeneeded = (event) => event.target.result.createObjectStore('to-khai').put('dau-vet-indexed', 1);
caches.open('trang').then((cache) => cache.put('/dau-vet', new Response('dau-vet-cache')));
navigator.serviceWorker?.register('/sw.js').catch(() => {});`;

export function homePage(loggedIn: boolean): string {
  const account = loggedIn
    ? '<p>Xin chào, công dân đã đăng nhập. <a href="/dang-xuat">Đăng xuất</a></p>'
    : '<p><a class="btn" href="/dang-nhap">Đăng nhập</a></p>';
  return page(
    'Cổng Dịch vụ công quốc gia',
    `<h1>Cổng Dịch vụ công quốc gia</h1>${account}
<form action="/tim-kiem"><div class="row"><input name="q" placeholder="Nhập từ khóa tìm kiếm"></div><button>Tìm kiếm</button></form>
<h2>Nhóm thủ tục</h2><p><a href="/tim-kiem?q=cư trú">Đăng ký, quản lý cư trú</a></p>`,
    leftovers,
  );
}

export function searchPage(): string {
  return page(
    'Tìm kiếm thủ tục',
    `<h2>Danh sách thủ tục</h2><form action="/tim-kiem"><div class="row"><input name="q" placeholder="Nhập từ khóa tìm kiếm"></div><button>Tìm kiếm</button></form>
<ol><li><a href="/thu-tuc/dang-ky-tam-tru">1.004194 Đăng ký tạm trú</a></li><li><a href="/thu-tuc/gia-han-tam-tru">1.002755 Gia hạn tạm trú</a></li></ol>`,
  );
}

export function procedurePage(standardising: boolean): string {
  return page(
    'Chi tiết thủ tục hành chính: Đăng ký tạm trú',
    `<h2>Đăng ký tạm trú</h2><p>Mã thủ tục: 1.004194. Thời hạn giải quyết: 3 ngày làm việc. Lệ phí: 7.000 đồng khi nộp trực tuyến.</p>${standardising ? '<p>Cơ quan này đang chuẩn hóa dịch vụ công, chưa tiếp nhận hồ sơ.</p>' : ''}<a class="btn" href="/nop-ho-so">Nộp hồ sơ</a>`,
  );
}

export function filedPage(code: string): string {
  return page(
    'Nộp hồ sơ thành công',
    `<h2>Nộp hồ sơ thành công</h2><p>Mã hồ sơ: <b id="code">${escaped(code)}</b></p><p>Lệ phí phải nộp: 7.000 đồng.</p><a class="btn" href="/thanh-toan?ma=${encodeURIComponent(code)}">Thanh toán</a>`,
  );
}

export function payPage(code: string, error = ''): string {
  return page(
    'Thanh toán lệ phí',
    `<h2>Thanh toán lệ phí</h2>${complaint(error)}<p>Hồ sơ ${escaped(code)}: 7.000 đồng.</p><form method="post" action="/thanh-toan?ma=${encodeURIComponent(code)}"><button>Thanh toán ngay</button></form>`,
  );
}

export function trackPage(code: string): string {
  const found =
    code === ''
      ? ''
      : `<p>Hồ sơ ${escaped(code)}: <b>Đã tiếp nhận (CT04)</b>. Hẹn trả kết quả sau 3 ngày làm việc.</p>`;
  return page(
    'Tra cứu hồ sơ',
    `<h2>Tra cứu hồ sơ</h2>${found}<form action="/tra-cuu"><div class="row"><label>Mã hồ sơ <input name="ma"></label></div><button>Tra cứu</button></form>`,
  );
}

/** How the wall before the State's hosts refuses. */
export function requestRejected(): string {
  return '<html><head><title>Request Rejected</title></head><body>Request Rejected. Your support ID is: 000000</body></html>';
}

export function faultPage(): string {
  return `<!doctype html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>`;
}
