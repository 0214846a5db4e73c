import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factBodies } from '../../shared/facts/facts.ts';
import { refusePage, refuseResource, stateHostOf } from './address.ts';

const portal = { origins: ['https://dichvucong.gov.vn', 'https://vneid.gov.vn'], resources: ['https://*.gov.vn'] };

describe('a page', () => {
  test.each([
    'https://dichvucong.gov.vn/',
    'https://dichvucong.gov.vn:443/p/home?x=1#y',
    'https://VNEID.gov.vn/dang-nhap',
    'https://dichvucong.gov.vn/redirect?to=https://evil.test',
  ])('of the portal may be opened: %s', (address) => {
    expect(refusePage(address, portal)).toBeNull();
  });

  test.each([
    ['https://evil.test/', 'foreign'],
    ['https://thutuc.dichvucong.gov.vn/', 'foreign'],
    ['https://csdl.dichvucong.gov.vn/p?x=1', 'foreign'],
    ['https://dichvucong.gov.vn.evil.test/', 'look-alike'],
    ['https://xdichvucong.gov.vn/', 'look-alike'],
    ['https://dichvucong.gov.vn:8443/', 'look-alike'],
    ['https://dichvucong.gov.vn@evil.test/', 'user-info'],
    ['https://a:b@dichvucong.gov.vn/', 'user-info'],
    [`https://${new URL('https://dịchvucong.gov.vn').hostname}/`, 'look-alike'],
    [`https://${new URL('https://dichvuсong.gov.vn').hostname}/`, 'look-alike'],
    ['http://dichvucong.gov.vn/', 'insecure'],
    ['ws://dichvucong.gov.vn/', 'insecure'],
    ['file:///etc/passwd', 'scheme'],
    ['data:text/html,hello', 'scheme'],
    ['blob:https://dichvucong.gov.vn/0a', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['tel:113', 'scheme'],
    ['app://kiosk/index.html', 'scheme'],
    ['not an address', 'scheme'],
  ])('%s is refused: %s', (address, why) => {
    expect(refusePage(address, portal)).toBe(why);
  });

  test('whatever the address, nothing but the two origins is let through', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, text) => {
        for (const address of [url, text, `https://${text}`]) {
          if (refusePage(address, portal) !== null) continue;
          expect(portal.origins).toContain(new URL(address).origin);
        }
      }),
    );
  });
});

describe('what a page fetches', () => {
  test.each([
    'https://dichvucong.gov.vn/a.js',
    'https://cdn.gov.vn/a.png',
    'data:image/png;base64,AA',
    'wss://vneid.gov.vn/qr',
  ])('may be had: %s', (address) => {
    expect(refuseResource(address, portal)).toBeNull();
  });

  test.each([
    ['https://evil.test/track.gif', 'resource'],
    ['https://evilgov.vn/a.js', 'resource'],
    ['https://cdn.gov.vn:444/a.js', 'resource'],
    ['http://dichvucong.gov.vn/a.png', 'insecure'],
    ['ws://dichvucong.gov.vn/', 'insecure'],
    ['file:///etc/passwd', 'scheme'],
  ])('%s is refused: %s', (address, why) => {
    expect(refuseResource(address, portal)).toBe(why);
  });
});

describe('the host that a fact may name', () => {
  const body = (host?: string) => ({
    visit: '00000000-0000-4000-8000-000000000000',
    why: 'foreign',
    service: null,
    host,
  });

  test.each(['https://sso.dancuquocgia.gov.vn/auth?x=Nguyen', 'https://thutuc.dichvucong.gov.vn/'])(
    'is the State’s: %s',
    (address) => {
      const host = stateHostOf(address);
      expect(host).toBe(new URL(address).host);
      expect(factBodies['portal.blocked'].safeParse(body(host)).success).toBe(true);
    },
  );

  test.each([
    'https://nguyen-van-a.evil.test/',
    'https://evilgov.vn/',
    'https://gov.vn.evil.test/',
    'data:text/html,x',
    'window',
  ])('is left out: %s', (address) => {
    expect(stateHostOf(address)).toBeUndefined();
    const named = URL.canParse(address) ? new URL(address).host : address;
    expect(factBodies['portal.blocked'].safeParse(body(named)).success).toBe(false);
  });
});
