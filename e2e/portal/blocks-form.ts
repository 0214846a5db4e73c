import { complaint } from './log-in.ts';
import { page } from './page.ts';

/** The whole form on one long page: tables, ids, labels with `for`, lists that come late. `changed`: after a redesign. */
export function blocksForm({ error, captcha, changed }: { error: string; captcha: string; changed: boolean }): string {
  const block = (heading: string, rows: string): string =>
    `<fieldset><legend>${changed ? `Phần: ${heading.toLowerCase()} mới` : heading}</legend><table>${rows}</table></fieldset>`;
  const row = (name: string, id: string, control: string, must = true): string =>
    changed
      ? `<tr><td>${control}</td><td><small>Mục ${id}</small></td></tr>`
      : `<tr><td><label for="${id}">${name}${must ? ' <span class="error">*</span>' : ''}</label></td><td>${control}</td></tr>`;
  const input = (id: string, more = ''): string => `<input id="${id}" name="${id}" autocomplete="off" ${more}>`;
  const list = (id: string, ...options: string[]): string =>
    `<select id="${id}" name="${id}"><option value="">-- Chọn --</option>${options.map((text) => `<option>${text}</option>`).join('')}</select>`;
  const tick = (id: string, words: string, more = 'type="checkbox"'): string =>
    `<tr><td colspan="2"><input ${more} id="${id}" name="${id}" value="1"> <label for="${id}">${words}</label></td></tr>`;
  return page(
    changed ? 'Biểu mẫu điện tử' : 'Nộp hồ sơ trực tuyến - Đăng ký tạm trú',
    `<h2>${changed ? 'Biểu mẫu' : 'Đăng ký tạm trú'}</h2>${complaint(error)}
<form method="post" action="/gui-ho-so" enctype="multipart/form-data" novalidate>
${block('CƠ QUAN THỰC HIỆN', row('Tỉnh/Thành phố', 'province', list('province')) + row('Phường/Xã', 'commune', list('commune')))}
${block('THỦ TỤC HÀNH CHÍNH YÊU CẦU', row('Trường hợp', 'case', list('case', 'Đăng ký tạm trú lập hộ mới', 'Đăng ký tạm trú vào hộ đã có')))}
${block(
  'THÔNG TIN NGƯỜI ĐĂNG KÝ TẠM TRÚ',
  tick('self', 'Người khai thông tin là người đăng ký tạm trú') +
    tick('other', 'Khai hộ') +
    row('Họ, chữ đệm và tên', 'fullName', input('fullName')) +
    row('Ngày, tháng, năm sinh', 'birthDate', input('birthDate', 'placeholder="dd/MM/yyyy"')) +
    row('Giới tính', 'sex', list('sex', 'Nam', 'Nữ')) +
    row('Số định danh cá nhân', 'personalNumber', input('personalNumber', 'inputmode="numeric"')) +
    row('Số điện thoại', 'phone', input('phone', 'type="tel"')) +
    row('Email', 'email', input('email', 'type="email"'), false),
)}
${block(
  'THÔNG TIN ĐỀ NGHỊ',
  row('Nơi đề nghị đăng ký tạm trú', 'place', input('place')) +
    row('Tạm trú từ ngày', 'from', input('from', 'placeholder="dd/MM/yyyy"')) +
    row('Tạm trú đến ngày', 'until', input('until', 'placeholder="dd/MM/yyyy"')) +
    row('Họ, chữ đệm và tên chủ hộ', 'headName', input('headName')) +
    row('Quan hệ với chủ hộ', 'relation', list('relation', 'Chủ hộ', 'Con', 'Vợ', 'Chồng', 'Người ở thuê')),
)}
${block('Ý KIẾN CỦA CHỦ HỘ, CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP', tick('byForm', 'Ký vào tờ khai CT01', 'type="radio"') + tick('byVneid', 'Xin xác nhận qua VNeID', 'type="radio"'))}
${block('HỒ SƠ ĐÍNH KÈM', `<tr><td>Giấy tờ chứng minh chỗ ở hợp pháp (tối đa 15MB)</td><td><input type="file" id="file" name="file"><span id="fileError" class="error" role="alert"></span></td></tr>`)}
${block('THÔNG TIN NHẬN THÔNG BÁO TÌNH TRẠNG HỒ SƠ, KẾT QUẢ', row('Hình thức nhận thông báo', 'news', list('news', 'Qua VNeID', 'Qua Cổng dịch vụ công')) + row('Hình thức nhận kết quả', 'result', list('result', 'Điện tử', 'Trực tiếp')))}
<table><tr><td>${captcha}</td><td><label for="captcha">Mã xác nhận</label> ${input('captcha')}</td></tr>
<tr><td colspan="2"><input type="checkbox" id="responsible" name="responsible" value="1"> <label for="responsible">Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên</label></td></tr></table>
<button id="send">Ghi và gửi hồ sơ</button></form>`,
    formScript,
  );
}

const formScript = `
const fill = async (list, address) => {
  const names = await (await fetch(address)).json();
  for (const name of names) list.add(new Option(name));
};
setTimeout(() => fill(province, '/danh-muc/tinh'), 900);
province.onchange = () => { commune.length = 1; if (province.value) setTimeout(() => fill(commune, '/danh-muc/xa'), 700) };
document.getElementById('self').addEventListener('change', async (event) => {
  if (!event.target.checked) return;
  const me = await (await fetch('/toi')).json();
  for (const [id, value] of Object.entries(me)) { const field = document.getElementById(id); if (field) field.value = value }
});
file.onchange = () => { fileError.textContent = file.files[0]?.size > 15 * 1024 * 1024 ? 'Tệp đính kèm vượt quá dung lượng 15MB cho phép' : '' };
`;
