import { bankPage } from '../bank-page.ts';
import { formOf, type Host } from '../stand-in.ts';

/** The bank's page. What was posted to it is shown, so that one sees that it came as it was sent. */
export const paymentHost: Host = async (_standIn, { request, post, asked, html }) => {
  html(bankPage(post ? ((await formOf(request)).ma ?? '') : (asked.get('ma') ?? '')));
  return true;
};
