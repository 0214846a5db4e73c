import css from './way.module.css';

type Stretch = 'done' | 'here' | 'ahead';

/** Where the dotted way comes from: from the top of the glass, clear of the hall's name and the clock. In mm. */
const path = { from: 150, width: 240, height: 230 };

/**
 * The way: stations behind filled, the one here amber, those ahead hollow; the dotted way of the first screen leads to
 * where one is. The words beside it say the same.
 */
export function Way({ station, count }: { station: number; count: number }) {
  const stretch = (number: number): Stretch => (number < station ? 'done' : number === station ? 'here' : 'ahead');
  const here = ((Math.min(station, count) - 1) / Math.max(1, count - 1)) * path.width;
  const { from, width, height } = path;
  return (
    <div className={css.way} aria-hidden="true">
      <svg className={css.path} aria-hidden="true" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
        <path d={`M${from} 0 C ${from + 40} ${height * 0.35}, ${here} ${height * 0.5}, ${here} ${height}`} />
      </svg>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <span key={number} className={css.stretch} data-stretch={stretch(number)}>
          <span className={css.station} />
        </span>
      ))}
    </div>
  );
}
