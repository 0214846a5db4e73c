/** Lists that both a schema and a screen need. A file of their own, because a page must not load what checks schemas. */

/** What a statement about a service is about, in the order in which people ask. */
export const factTopics = ['who', 'paper', 'fee', 'time', 'place', 'result', 'consent', 'change', 'law'] as const;

/** What brings people, in six words; the first screen asks for one, the second for the situation. */
export const topics = ['stay', 'home', 'family', 'papers', 'card', 'account'] as const;
export type Topic = (typeof topics)[number];
