import encodeQR from 'qr';
import { useMemo } from 'react';
import css from './square-code.module.css';

/** Black on white whatever the theme is: cameras do not read the other way round. */
export function SquareCode({ text, name }: { text: string; name: string }) {
  const rows = useMemo(() => encodeQR(text, 'raw', { ecc: 'low', encoding: 'byte', border: 4 }), [text]);
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <div className={css.frame}>
      <svg
        className={css.code}
        role="img"
        aria-label={name}
        data-square-code=""
        viewBox={`0 0 ${rows.length} ${rows.length}`}
      >
        <rect width={rows.length} height={rows.length} />
        <path d={path} />
      </svg>
    </div>
  );
}
