import css from './way.module.css';

type Stretch = 'done' | 'here' | 'ahead';

/** Where one stands on the way: `station` of `count`, from 1; past the last one has arrived. */
export interface OnTheWay {
  station: number;
  count: number;
}

/** The line of a service: stations behind filled, the one here amber, those ahead hollow. The words beside it say the same. */
export function Way({ station, count }: OnTheWay) {
  const stretch = (number: number): Stretch => (number < station ? 'done' : number === station ? 'here' : 'ahead');
  return (
    <div className={css.way} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <span key={number} className={css.stretch} data-stretch={stretch(number)}>
          <span className={css.station} />
        </span>
      ))}
    </div>
  );
}

/** The box it is drawn in is stretched to the room there is: from the top of the glass down to the station. */
const box = { width: 240, height: 100, from: 176 };

/** The dotted way of the first screen goes on: it leads to where one is. Fills its box, whose foot is the station. */
export function WayPath({ station, count }: OnTheWay) {
  const here = ((Math.min(station, count) - 1) / Math.max(1, count - 1)) * box.width;
  const { width, height, from } = box;
  return (
    <svg className={css.path} aria-hidden="true" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
      <path d={`M${from} 0 C ${from + 16} ${height * 0.42}, ${here} ${height * 0.45}, ${here} ${height}`} />
    </svg>
  );
}
