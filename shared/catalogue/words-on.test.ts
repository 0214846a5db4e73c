import { expect, test } from 'vitest';
import { daysOfChange, wordsOn } from './words-on.ts';
import { type DatedWords, noWords } from './words-schema.ts';

const words: DatedWords = {
  ...noWords,
  difficulties: {
    D22: {
      title: [
        { until: '2026-12-31', text: 'Half price' },
        { until: '2027-02-28', text: 'Waived online' },
        { text: 'Full price' },
      ],
      help: ['Ask first', 'Pay later'],
      officer: 'No change',
    },
  },
};

test.each([
  ['2026-01-01', 'Half price'],
  ['2026-12-31', 'Half price'],
  ['2027-01-01', 'Waived online'],
  ['2027-02-28', 'Waived online'],
  ['2027-03-01', 'Full price'],
])('on %s a text reads %s; lists and plain texts stay', (day, title) => {
  expect(wordsOn(words, day).difficulties.D22).toEqual({
    title,
    help: ['Ask first', 'Pay later'],
    officer: 'No change',
  });
});

test('the days on which something reads otherwise are those after each end, earliest first', () => {
  expect(daysOfChange(words)).toEqual(['2027-01-01', '2027-03-01']);
});
