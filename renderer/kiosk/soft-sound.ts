/** Two quiet notes; a machine without sound simply has none. */
export function playSoftly(): void {
  const context = new AudioContext();
  const loudness = context.createGain();
  loudness.gain.setValueAtTime(0.12, context.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 1.2);
  loudness.connect(context.destination);
  for (const [hertz, after] of [
    [523, 0],
    [659, 0.35],
  ] as const) {
    const note = context.createOscillator();
    note.frequency.value = hertz;
    note.connect(loudness);
    note.start(context.currentTime + after);
    note.stop(context.currentTime + 1.2);
  }
  setTimeout(() => void context.close(), 1500);
}
