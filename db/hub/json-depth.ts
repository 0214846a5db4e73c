const [quote, backslash] = [0x22, 0x5c];
const opens = new Set([0x7b, 0x5b]);
const closes = new Set([0x7d, 0x5d]);

/** How many arrays and objects stand within each other at most, by the bytes alone: before a parser sees them. */
export function depthOf(json: Buffer): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0;
    if (quoted && byte === backslash) index += 1;
    else if (byte === quote) quoted = !quoted;
    else if (!quoted && opens.has(byte)) depth += 1;
    else if (!quoted && closes.has(byte)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
