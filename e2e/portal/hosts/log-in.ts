import { squareCodeOf, ssoPage } from '../sso-page.ts';
import { bodyOf, type Exchange, type Host, hosts, type StandIn } from '../stand-in.ts';
import { isAccount, sendCode } from './older-log-in.ts';

/** The one log-in of all hosts: whoever has a session here is sent back at once, anybody else shows who they are first. */
export const logInHost: Host = async (standIn, exchange) => {
  const { path, post, asked, html, json, go } = exchange;
  const { faults, sessions } = standIn;
  const back = asked.get('redirect_uri') ?? `https://${hosts.national}/sso`;
  if (path === '/auth') {
    if (sessions.knows(hosts.logIn, exchange.request) && !faults.has('expired-login')) go(withTicket(standIn, back));
    else html(ssoPage());
    return true;
  }
  if (path === '/auth/ma-qr') {
    standIn.confirmed = false;
    json({ image: squareCodeOf(sessions.ticket()), validMs: standIn.squareCodeMs });
  } else if (path === '/auth/cho') {
    if (standIn.confirmed) enter(standIn, exchange, back);
    else json({});
  } else if (path === '/auth/mat-khau' && post) {
    const { account = '', password = '' } = await jsonOf(exchange);
    if (faults.has('account-locked')) json({ error: 'Tài khoản đã bị khóa do nhập sai quá 5 lần' });
    else if (!isAccount(account) || password === '') json({ error: 'Số định danh hoặc mật khẩu không đúng' });
    else {
      sendCode(standIn);
      json({});
    }
  } else if (path === '/auth/otp' && post) {
    const { code = '' } = await jsonOf(exchange);
    if (faults.has('no-otp') || code !== standIn.otp) json({ error: 'Mã OTP đã hết hiệu lực.' });
    else enter(standIn, exchange, back);
  } else return false;
  return true;
};

/** A session here, and the way back to the host that asked. */
function enter(standIn: StandIn, { send }: Exchange, back: string): void {
  const cookie = standIn.sessions.redeem(hosts.logIn, standIn.sessions.ticket()) ?? '';
  send({ 'content-type': 'application/json', 'set-cookie': cookie }, JSON.stringify({ go: withTicket(standIn, back) }));
}

function withTicket({ sessions }: StandIn, back: string): string {
  const to = new URL(back);
  to.searchParams.set('code', sessions.ticket());
  return to.href;
}

async function jsonOf({ request }: Exchange): Promise<Record<string, string>> {
  return JSON.parse((await bodyOf(request)).toString()) as Record<string, string>;
}

/** Where a host sends whoever is not logged in, to come back to the very address that was asked for. */
export function toLogIn({ host, path, asked }: Exchange): string {
  const back = new URL(`https://${host}/sso`);
  back.searchParams.set('den', path + (asked.size === 0 ? '' : `?${asked}`));
  const to = new URL(`https://${hosts.logIn}/auth`);
  to.searchParams.set('response_type', 'code');
  to.searchParams.set('client_id', 'sso-mau');
  to.searchParams.set('redirect_uri', back.href);
  return to.href;
}

/** The way back from the log-in: the host takes the ticket, and shows what was asked for first. */
export function comeBack({ sessions }: StandIn, { host, asked, go }: Exchange): void {
  const cookie = sessions.redeem(host, asked.get('code') ?? '');
  const to = new URL(asked.get('den') ?? '/', `https://${host}`);
  // Back to this host and nowhere else.
  go(cookie === null ? '/' : to.pathname + to.search, cookie === null ? {} : { 'set-cookie': cookie });
}
