import css from './way-picture.module.css';

/** The one idea of the house, on green: a dotted way from the top of the glass, down to the start or to its end. */
export function WayPicture({ arrived = false }: { arrived?: boolean }) {
  if (arrived) {
    return (
      <svg className={css.picture} viewBox="0 0 268 220" preserveAspectRatio="xMaxYMax meet" aria-hidden="true">
        <path d="M232 -330 C 196 -280, 196 -230, 222 -180 C 246 -134, 206 -90, 206 -30 C 206 4, 236 22, 240 52 C 244 84, 212 98, 212 132 C 212 146, 216 154, 221 160" />
        <circle cx="236.2" cy="38" r="3.6" />
        <circle cx="223" cy="101.5" r="3.6" />
        <circle className={css.here} cx="226" cy="168" r="9" />
      </svg>
    );
  }
  return (
    <svg className={css.picture} viewBox="0 0 268 305" preserveAspectRatio="xMaxYMax meet" aria-hidden="true">
      <path d="M242 22 C 232 52, 224 74, 228 100 C 231 122, 241 134, 240 160 C 239 190, 244 214, 230 240 C 214 268, 178 262, 174 306" />
      <circle cx="239.2" cy="148" r="3.6" />
      <circle className={css.here} cx="233.6" cy="231" r="5.4" />
      <circle cx="179.5" cy="282" r="3.6" />
    </svg>
  );
}
