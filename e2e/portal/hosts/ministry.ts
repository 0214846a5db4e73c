import { ministryList, ministryProcedure, proceduresOf } from '../ministry-pages.ts';
import { type Host, hosts, isLoggedIn } from '../stand-in.ts';
import { comeBack, toLogIn } from './log-in.ts';

/** The ministry's portal: a list of procedures, the description of each, and from there to the residence portal's form. */
export const ministryHost: Host = (standIn, exchange) => {
  const { path, asked, html, go } = exchange;
  if (standIn.markup !== 'widgets') {
    go(`https://${hosts.national}/`);
    return true;
  }
  if (path === '/bocongan/bothutuc') html(ministryList());
  else if (path === '/bocongan/bothutuc/tthc') html(ministryProcedure(asked.get('matt') ?? ''));
  else if (path === '/sso') comeBack(standIn, exchange);
  else if (path === '/bo-cong-an/tiep-nhan-online/chon-truong-hop-ho-so') {
    const form = proceduresOf(asked.get('ma-thu-tuc-public') ?? '')?.form;
    if (!isLoggedIn(standIn, exchange)) go(toLogIn(exchange));
    // Bare text, as the portal answers where it has no process any more.
    else if (form === undefined || standIn.faults.has('no-procedure'))
      html('[ERROR-1] Không tìm thấy quy trình xử lý online');
    else go(`https://${hosts.residence}${form}`);
  } else return false;
  return true;
};
