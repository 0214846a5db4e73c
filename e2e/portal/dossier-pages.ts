import { page } from './page.ts';
import type { Filing } from './stand-in.ts';

const filed: Record<string, string> = { LUUTRU: 'Thông báo lưu trú', TAMTRU_02: 'Gia hạn tạm trú' };

/** The dossiers of the resident who has logged in, newest first: a table whose head could be taken for a file code. */
export function dossiersPage(filings: Filing[], unsent: boolean): string {
  const rows = filings
    .toReversed()
    .map(
      ({ code, fields }) =>
        `<tr><td><b id="code">${code}</b></td><td><b>Cơ quan thực hiện:</b> Công an Phường Cửa Nam<br><b>Thủ tục hành chính:</b> ${filed[fields.kind ?? ''] ?? 'Đăng ký tạm trú'}<br><b>Trạng thái:</b> ${unsent ? 'Chưa gửi' : 'Mới đăng ký'}</td></tr>`,
    );
  return page(
    unsent ? 'Hồ sơ chưa gửi' : 'Quản lý hồ sơ đã nộp',
    `<table><tr><th>Mã hồ sơ</th><th>Cơ quan thực hiện</th></tr>${rows.join('')}</table>`,
  );
}
