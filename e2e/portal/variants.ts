import type { FormVariant } from './registration-form.ts';

const ways = {
  opens: ['late', 'early', 'post'],
  numbered: [false, true],
  mask: [true, false],
  jquery: ['3.5.1', '3.6.0'],
} as const;

/** Every make of the form that no source rules out. */
export const everyVariant: FormVariant[] = ways.opens.flatMap((opens) =>
  ways.numbered.flatMap((numbered) =>
    ways.mask.flatMap((mask) => ways.jquery.map((jquery) => ({ opens, numbered, mask, jquery }))),
  ),
);

/** So few of them that any two of their ways still meet in one: faults of one way alone or of two together show. */
export const pairedVariants: FormVariant[] = [
  { opens: 'late', numbered: false, mask: true, jquery: '3.5.1' },
  { opens: 'late', numbered: true, mask: false, jquery: '3.6.0' },
  { opens: 'early', numbered: false, mask: true, jquery: '3.6.0' },
  { opens: 'early', numbered: true, mask: false, jquery: '3.5.1' },
  { opens: 'post', numbered: false, mask: false, jquery: '3.5.1' },
  { opens: 'post', numbered: true, mask: true, jquery: '3.6.0' },
];

/** Pairs of ways that no variant of a list has together. */
export function pairsLeftOut(variants: FormVariant[]): string[] {
  const names = Object.keys(ways) as (keyof typeof ways)[];
  return names.flatMap((one, at) =>
    names
      .slice(at + 1)
      .flatMap((other) =>
        ways[one].flatMap((first) =>
          ways[other]
            .filter((second) => !variants.some((variant) => variant[one] === first && variant[other] === second))
            .map((second) => `${one} ${first}, ${other} ${second}`),
        ),
      ),
  );
}

export const nameOf = ({ opens, numbered, mask, jquery }: FormVariant): string =>
  `window ${opens}, ${numbered ? 'numbered' : 'bare'} headings, ${mask ? 'a mask' : 'no mask'}, jQuery ${jquery}`;
