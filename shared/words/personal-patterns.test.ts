import { describe, expect, test } from 'vitest';
import { personalPatterns } from './personal-patterns.ts';

const found = (text: string): string[] =>
  personalPatterns(text).map(({ what, start, end }) => `${what}: ${text.slice(start, end)}`);

describe('what may say who somebody is', () => {
  test.each([
    ['Số CCCD 001099012345 bị sai', ['number: 001099012345']],
    ['CMND: 012 345 678', ['number: 012 345 678']],
    ['0010 9901 2345', ['number: 0010 9901 2345']],
    ['001.099.012.345', ['number: 001.099.012.345']],
    ['001-099-012345', ['number: 001-099-012345']],
    ['０９１２３４５６７８', ['phone: ０９１２３４５６７８']],
    ['gọi 0912345678 nhé', ['phone: 0912345678']],
    ['gọi 0912.345.678', ['phone: 0912.345.678']],
    ['gọi 0912 345 678.', ['phone: 0912 345 678']],
    ['(+84) 912 345 678', ['phone: +84) 912 345 678']],
    ['+84912345678', ['phone: +84912345678']],
    ['(024) 3825 1234', ['phone: (024) 3825 1234']],
    ['01234567890', ['phone: 01234567890']],
    ['001099012345 0912345678', ['number: 001099012345 0912345678']],
    ['không chín một hai ba bốn năm sáu bảy tám', ['number: không chín một hai ba bốn năm sáu bảy tám']],
    ['mail nguyen.van-a@gmail.com ạ', ['email: nguyen.van-a@gmail.com']],
    ['lan a còng gmail chấm com', ['email: lan a còng gmail chấm com']],
    ['lan (at) yahoo.com.vn', ['email: lan (at) yahoo.com.vn']],
    ['a@b.vn, 0987654321', ['email: a@b.vn', 'phone: 0987654321']],
  ])('is found in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each([
    'Lệ phí 7.000 đồng, nộp 1.500.000 đồng',
    'Ngày 25/11/2026 lúc 14:30 không nhận được mã OTP',
    'Bước 3 mẫu CT01 không tải được, mã lỗi 50012345',
    'Ở nhà 12 ngõ 345 phố 67',
    'Tôi có hai con, ba mẹ già, bốn người một nhà',
    'Chủ nhà không đồng ý @ trang web',
    '',
  ])('is not seen in %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});
