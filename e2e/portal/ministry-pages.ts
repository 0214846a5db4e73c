import { page } from './page.ts';

interface Procedure {
  number: string;
  name: string;
  /** Where filing begins on the residence portal; undefined: the entry is dead. */
  form?: string;
}

/** As the list of 24/9/2026 has them; 26356 is linked and leads to no form. */
const procedures: Procedure[] = [
  {
    number: '26345',
    name: 'Gia hạn tạm trú',
    form: '/portal/p/home/dang-ky-tam-tru.html?ma_thu_tuc=1.002755&TT=TAMTRU_02',
  },
  {
    number: '26346',
    name: 'Thông báo lưu trú',
    form: '/portal/p/home/thong-bao-luu-tru.html?ma_thu_tuc=2.001159',
  },
  { number: '26351', name: 'Khai báo tạm vắng' },
  { number: '26356', name: 'Đăng ký tạm trú' },
  { number: '26360', name: 'Đăng ký thường trú' },
  { number: '26497', name: 'Xác nhận thông tin về cư trú' },
  { number: '26499', name: 'Tách hộ' },
];

export const proceduresOf = (wanted: string): Procedure | undefined =>
  procedures.find(({ number }) => number === wanted);

export function ministryList(): string {
  return page(
    'Danh sách thủ tục hành chính',
    `<div class="lv-title-text"><h4>Đăng ký, quản lý cư trú</h4></div>${procedures
      .map(
        ({ number, name }) => `<p><a class="tthc-name" href="/bocongan/bothutuc/tthc?matt=${number}">${name}</a></p>`,
      )
      .join('')}`,
  );
}

/** The description of one procedure: folds whose titles are the form's own headings. */
export function ministryProcedure(number: string): string {
  const { name } = proceduresOf(number) ?? { name: 'Thủ tục' };
  const fold = (title: string, body: string): string =>
    `<div class="item-title" role="button" data-toggle="collapse">${title}</div><div>${body}</div>`;
  return page(
    name,
    `<div class="tthc-title"><h4>${name}</h4></div>${fold('Mã thủ tục', number)}${fold('Cơ quan thực hiện', 'Công an cấp xã')}${fold('Thành phần hồ sơ', 'Tờ khai CT01')}${fold('Lệ Phí', 'Không')}<a class="btn bca-search-btn" href="/bo-cong-an/tiep-nhan-online/chon-truong-hop-ho-so?ma-thu-tuc-public=${number}">Nộp hồ sơ</a>`,
  );
}
