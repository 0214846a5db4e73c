/** What a statement about a service is about, in the order in which people ask. */
export const factTopics = ['who', 'paper', 'fee', 'time', 'place', 'result', 'consent', 'change', 'law'] as const;
