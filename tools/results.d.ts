/** The parts of what the test programs write down that are counted here. */

export interface UnitResults {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

export interface JourneySuite {
  title: string;
  specs?: { title: string; ok: boolean }[];
  suites?: JourneySuite[];
}

export interface JourneyResults {
  suites: JourneySuite[];
  stats: { expected?: number; skipped?: number };
}
