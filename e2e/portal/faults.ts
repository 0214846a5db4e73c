/** What residents report of the portal, each to be switched on by itself. */
export const portalFaults = [
  'empty-drop-downs',
  'not-in-database',
  'slow',
  'down',
  'error-500',
  'blank',
  'expired-login',
  'double-submit',
  'changed-markup',
  'no-otp',
  'wrong-captcha',
  'too-large-file',
  'payment-fails',
  'account-locked',
  'bad-certificate',
  'request-rejected',
  'no-procedure',
  'standardising',
  'payment-window-refused',
] as const;
export type PortalFault = (typeof portalFaults)[number];
