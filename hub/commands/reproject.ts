import { openExisting, type Surroundings } from './command.ts';

/** After an update: facts that the program before did not understand and this one does are facts like any other. */
export async function reproject(around: Surroundings): Promise<number> {
  const store = await openExisting(around);
  const { looked, cleared } = await store.reproject();
  await store.close();
  around.say(
    `${looked} facts were not understood, ${cleared} of them are now, ${looked - cleared} are still kept apart`,
  );
  return 0;
}
