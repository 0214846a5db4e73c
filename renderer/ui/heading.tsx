/** The one question of a screen. A new one takes the focus, so that whoever listens instead of looking hears it. */
export function Heading({ children }: { children: string }) {
  return (
    <h1 tabIndex={-1} ref={takeFocus}>
      {children}
    </h1>
  );
}

function takeFocus(heading: HTMLHeadingElement | null): void {
  heading?.focus();
}
