/**
 * The fault matrix: what goes wrong, and what happens then, one sentence each. The tests that prove a row end their title
 * with its name and `@fault`. `runs`: with `npm test`; also at greater length with `npm run test:long`; or not at all, and why. `but`: the part of the row that is not tried.
 */
/** @typedef {{ fault: string, happens: string, runs: 'test' | 'test and long', but?: string } | { fault: string, happens: string, runs: 'not covered', why: string }} FaultRow */

/** @param {string} fault @param {string} happens @param {string} [but] @returns {FaultRow} */
const test = (fault, happens, but) => ({ fault, happens, runs: 'test', ...(but === undefined ? {} : { but }) });
/** @param {string} fault @param {string} happens @returns {FaultRow} */
const long = (fault, happens) => ({ fault, happens, runs: 'test and long' });
/** @param {string} fault @param {string} happens @param {string} why @returns {FaultRow} */
const open = (fault, happens, why) => ({ fault, happens, runs: 'not covered', why });

/** @type {Record<string, FaultRow>} */
export const faultRows = {
  F01: long(
    'the kiosk is killed around a commit',
    'What was promised is there, nothing is there by half, and it goes on.',
  ),
  F02: test('the kiosk is killed after sending, before the answer', 'It sends again; the hub skips what it has.'),
  F03: test(
    'the kiosk is killed after the answer, before it has kept it',
    'It sends again; the hub skips what it has.',
  ),
  F04: test(
    'the kiosk is killed in a purge or a migration',
    'The next start finishes it; nothing that the city lacks is gone.',
    'kills while a feed or a content pack is taken in; those are tried as cuts (F46)',
  ),
  F05: test(
    'the hub is killed before or after a commit',
    'Nothing counts as delivered that it lost; what it kept is not there twice.',
    'there is no projection apart from the landing yet',
  ),
  F06: long('both are killed at random under load', 'As F01 and F05; ten minutes of it when long.'),
  F07: long('the power fails', 'The file opens, is sound, and holds every fact that was promised.'),
  F08: test(
    'a sync fails',
    'The call fails, the connection is dropped with an alarm and opened anew; nothing promised is lost.',
  ),
  F09: test(
    "the kiosk's disk is full",
    'Its ballast goes first; then recording fails loudly, sending and purging go on, and it recovers by itself.',
  ),
  F10: test(
    "the kiosk's disk refuses",
    'Visits go on, facts wait in memory, and are written when the disk takes them.',
  ),
  F11: test("the kiosk's disk is slow", 'Nothing else waits for it.'),
  F12: long(
    "the kiosk's database is damaged or gone",
    'What can be read is sent under its old stream; holes are declared; a new stream begins.',
  ),
  F13: test('an older copy of the database is put back', "It is found out by the hub's word; nothing is sent twice."),
  F14: test(
    'a disk is cloned into a second kiosk',
    'The hub tells the two apart as a fork, keeps the evidence, and both lose nothing.',
  ),
  F15: long('a second program on the same data', 'It is refused within two seconds and changes nothing.'),
  F16: test(
    'a clock is years off or jumps',
    'One answer of the hub sets it right; order and duplicates do not depend on it.',
    'a jump in the middle of one push',
  ),
  F17: test('the time zone changes, a second is repeated', 'Nothing.'),
  F18: test(
    'the kiosk sleeps and wakes',
    'It tries at once, and not more than once.',
    'the sleep of a whole machine, whose resume event wakes the sender',
  ),
  F19: test(
    'the hub is down, at the start or for a week',
    'Facts are kept, attempts keep to the schedule, and everything arrives afterwards.',
  ),
  F20: test('a connection is refused or reset at any byte', 'It sends again; each fact is there once.'),
  F21: test('a connection falls silent', 'It is given up in time and its socket closed.'),
  F22: test("an answer is lost after the hub's commit", 'Each fact is there once.'),
  F23: test('answers come twice, late, or to the wrong terminal', 'They mark nothing as delivered that is not.'),
  F24: test('a push is damaged or made to hurt', 'It is refused, leaves nothing, and costs little memory.'),
  F25: test('clients dawdle', 'They are ended, and nobody waits for them.'),
  F26: test(
    'the line is slow and lossy',
    'A backlog comes through.',
    '30 % of the time without a line; whether the batch settles',
  ),
  F27: test('a captive portal answers', 'Nothing counts as sent.'),
  F28: test('the hub answers with 5xx', 'It is asked by the schedule, an hour later at most.'),
  F29: test('the hub answers with 4xx', 'Nothing is dropped for any status from 100 to 599.'),
  F30: test('names are not resolved, or slowly', 'It costs attempts and nothing else; recording goes on.'),
  F31: test(
    "the hub's certificate is not right",
    'Nothing is sent, not even a head; a renewed one of the same authority is taken.',
  ),
  F32: open(
    'IPv6 leads nowhere, a proxy is required, packets of some size vanish',
    'It counts as a line that is silent (F21).',
    'needs a network of its own per test; proxies are not supported',
  ),
  F33: open(
    '2,000 terminals come at eight in the morning',
    'The hub asks for patience (503), terminals start at random times and back off.',
    'the simulator (npm run simulate) runs hundreds of terminals, but no test holds the number of requests against the ideal',
  ),
  F34: test('the hub is restored from an older copy', 'Terminals serve it again by themselves, to the last fact.'),
  F35: test(
    'the hub is restored to before a terminal was let in',
    'The terminal keeps everything until somebody lets it in again.',
  ),
  F36: test(
    "the hub's disk is full or refuses",
    'It answers 507 or 503 and confirms nothing that it does not keep; afterwards everything arrives.',
  ),
  F37: test(
    "the hub's PostgreSQL is lost",
    'The hub fails, not the terminal; everything is there once afterwards.',
    'failover, deadlocks and a pool that is used up',
  ),
  F38: test('the same push comes on two lines at once', 'It lands once.'),
  F39: test(
    'the city is away, and the hall loses its disk',
    'The hall serves on; terminals give the city everything once through a new one.',
    'thirty days of it',
  ),
  F40: test(
    'records that the hub does not understand',
    'They are confirmed, kept byte for byte and kept apart; nothing waits behind them.',
  ),
  F41: test(
    'the hub misread records, and is corrected',
    '`npm run hub -- reproject` reads them again; nothing is sent again.',
  ),
  F42: test(
    'a key is revoked, renewed, wrong, or a request changed',
    'It is refused, and a change of keys survives a lost answer.',
  ),
  F43: test(
    'an enrolment code is guessed, used twice, late, or raced for',
    'One terminal gets in; guessing is held up.',
  ),
  F44: test(
    'records are changed, deleted or reordered where they lie',
    '`npm run hub -- verify` names the first wrong one; a kiosk sends no wrong record.',
  ),
  F45: test(
    'a feed changes while somebody pages, or loses its memory',
    'Nothing is skipped; a reader of another time begins again.',
  ),
  F46: test('a content pack is cut, wrong, old, or there is no room', 'The one before stays.'),
  F47: test(
    'a call for help is doubled, raced for, or too late',
    'It rings once or not at all.',
    'a desk that is offline',
  ),
  F48: open(
    'a million facts wait; a hub has ten thousand terminals; thirty days pass',
    'Batches are read by the key of the table, and their size is bounded.',
    'never run at that size',
  ),
  F49: open(
    'the main process stands still for half a second',
    'Timers catch up.',
    'not tried; F18 stops the whole process instead',
  ),
  F50: test(
    'an upgrade with facts not sent, a downgrade',
    'The old file is brought up to date and keeps its chain; a newer one is refused and left as it is.',
  ),
  F51: test(
    'facts carried by hand: twice, in part, changed, of another hall',
    'What is new lands once; what is not right is refused by name.',
  ),
  F52: test(
    'told to stop with a push under way',
    'Terminal and hub end within 3 s, and nothing is lost.',
    'the window that is closed, and the machine that shuts down, in real Electron',
  ),
  F53: test('a person types', 'It is in no file, no log, no fact.'),
  F54: long('anything of this in any order', 'Every fact is at the hub once, in order.'),
};
