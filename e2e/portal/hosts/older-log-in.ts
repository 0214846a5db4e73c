import { randomInt } from 'node:crypto';
import { codePage, logInPage, squareCodePage } from '../log-in.ts';
import { formOf, type Host, hosts, type StandIn } from '../stand-in.ts';

/** The log-in as it was before 2026: number and password on a page, the code on the next. */
export const olderLogInHost: Host = async (standIn, { request, path, post, html, json, go }) => {
  const { faults } = standIn;
  if (path === '/quet-ma') {
    standIn.confirmed = false;
    html(squareCodePage());
  } else if (path === '/cho-xac-nhan') json(standIn.confirmed ? { go: wayBack(standIn) } : {});
  else if (path === '/ma-otp' && post) {
    const { code } = await formOf(request);
    if (faults.has('no-otp') || code !== standIn.otp) html(codePage('Mã OTP không đúng hoặc đã hết hạn'));
    else go(wayBack(standIn));
  } else if (path === '/dang-nhap' && post) {
    const { account = '', password = '' } = await formOf(request);
    if (faults.has('account-locked')) html(logInPage('Tài khoản đã bị khóa do nhập sai quá 5 lần'));
    else if (!isAccount(account) || password === '') html(logInPage('Số định danh hoặc mật khẩu không đúng'));
    else {
      sendCode(standIn);
      html(codePage());
    }
  } else html(logInPage());
  return true;
};

const wayBack = ({ sessions }: StandIn): string => `https://${hosts.national}/dang-nhap/ve?ve=${sessions.ticket()}`;

export const isAccount = (account: string): boolean => /^\d{12}$/.test(account);

export function sendCode(standIn: StandIn): void {
  standIn.otp = String(randomInt(0, 1_000_000)).padStart(6, '0');
  standIn.phone(standIn.otp);
}
