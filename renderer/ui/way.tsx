import css from './way.module.css';

type Stretch = 'done' | 'here' | 'ahead';

/** The way: stations behind filled, the one here amber, those ahead hollow. The words beside it say the same. */
export function Way({ station, count }: { station: number; count: number }) {
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
