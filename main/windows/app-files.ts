import { extname, join, normalize, sep } from 'node:path';

export const appOrigin = 'app://kiosk';

/** The page may load its own files and nothing else; inline code and styles are refused. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  // WebAssembly: the reader of square codes. It allows no code that is text.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** The type a file of ours is served as. */
export function contentTypeOf(file: string): string {
  return contentTypes[extname(file)] ?? 'application/octet-stream';
}

/**
 * The file a URL of ours stands for, or null: outside the folder (after decoding), another host, unknown type.
 */
export function fileForUrl(url: string, folder: string): string | null {
  let parsed: URL;
  let path: string;
  try {
    parsed = new URL(url);
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (parsed.protocol !== 'app:' || parsed.host !== 'kiosk' || path.includes('\0')) return null;
  const root = normalize(folder + sep);
  const file = normalize(join(root, path));
  if (!file.startsWith(root) || !Object.hasOwn(contentTypes, extname(file))) return null;
  return file;
}
