import { useState } from 'react';
import { today } from '../../shared/day.ts';

/** The day in the hall, YYYY-MM-DD, as it was when the screen came up: no screen stands longer than a visit. */
export function useToday(): string {
  const [day] = useState(() => today(Date.now()));
  return day;
}
