import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeIdentity } from './certificate.ts';
import { faultPage } from './common-pages.ts';
import { lookAlikeHost } from './escapes.ts';
import type { PortalFault } from './faults.ts';
import { anyHost } from './hosts/any.ts';
import { logInHost } from './hosts/log-in.ts';
import { ministryHost } from './hosts/ministry.ts';
import { nationalHost } from './hosts/national.ts';
import { olderLogInHost } from './hosts/older-log-in.ts';
import { paymentHost } from './hosts/payment.ts';
import { residenceHost } from './hosts/residence.ts';
import { type FormVariant, usualVariant } from './registration-form.ts';
import { exchangeOf, type Filing, type Host, hosts, type Markup, openSessions, type StandIn } from './stand-in.ts';

/** The stand-in for the State's portal: the same order of blocks, the same words, the same faults; it sends nothing anywhere. */
export interface Portal {
  /** What Chromium has to be told so that the portal's names lead here and nothing else leads anywhere. */
  switches: string[];
  markup(): Markup;
  setMarkup(markup: Markup): void;
  fault(name: PortalFault, on: boolean): void;
  clearFaults(): void;
  /** Everything that was asked for, whatever host it was meant for. */
  requests: { host: string; method: string; path: string }[];
  filings: Filing[];
  /** The code that was 'sent to the phone' last. */
  otp(): string;
  /** What stands in the picture. */
  captcha(): string;
  /** The phone says yes to the square code. */
  confirm(): void;
  close(): Promise<void>;
}

const answering: Record<string, Host> = {
  [hosts.national]: nationalHost,
  [hosts.ministry]: ministryHost,
  [hosts.residence]: residenceHost,
  [hosts.logIn]: logInHost,
  [hosts.olderLogIn]: olderLogInHost,
  [hosts.payment]: paymentHost,
};
/** Names of nobody that the tests of the walls lead to. */
const hostile = ['evil.test', `${hosts.national}.evil.test`, lookAlikeHost];

export async function startPortal({
  markup = 'blocks',
  variant = usualVariant,
  slowMs = 15_000,
  squareCodeMs = 120_000,
  phone = () => undefined,
}: {
  markup?: Markup;
  /** What no source tells of the residence portal's form, one way or the other. */
  variant?: FormVariant;
  slowMs?: number;
  squareCodeMs?: number;
  /** Told each code that would be sent to the resident's telephone. */
  phone?: (code: string) => void;
} = {}): Promise<Portal> {
  const names = [...Object.values(hosts), ...hostile];
  const [ours, stranger] = await Promise.all([makeIdentity(names), makeIdentity(names)]);
  const requests: Portal['requests'] = [];
  const standIn: StandIn = {
    markup,
    variant,
    squareCodeMs,
    phone,
    faults: new Set(),
    filings: [],
    otp: '',
    captcha: '',
    confirmed: false,
    sessions: openSessions(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = exchangeOf(request, response);
    const { host, path, html } = exchange;
    const { faults } = standIn;
    requests.push({ host, method: request.method ?? 'GET', path });
    if (hostile.includes(host)) return html('<h1>hit</h1>');
    if (faults.has('down')) return void response.destroy();
    if (faults.has('slow')) await new Promise((done) => setTimeout(done, slowMs));
    if (faults.has('error-500')) return html(faultPage(), 502);
    if (faults.has('blank')) return html('');
    if (await anyHost(standIn, exchange)) return;
    const isAnswered = await answering[host]?.(standIn, exchange);
    if (isAnswered !== true) html('<h1>404</h1>', 404);
  }

  const listen = async (identity: { key: string; cert: string }): Promise<Server> => {
    const server = createServer(identity, (request, response) => {
      answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return server;
  };
  const server = await listen(ours);
  const { port } = server.address() as AddressInfo;
  const mapped = names.map((host) => `MAP ${host}:443 127.0.0.1:${port}`);
  function setFault(name: PortalFault, on: boolean): void {
    if (on) standIn.faults.add(name);
    else standIn.faults.delete(name);
    if (name !== 'bad-certificate') return;
    // Connections are kept alive: those made before would not see it.
    server.setSecureContext(on ? stranger : ours);
    server.closeAllConnections();
  }

  return {
    switches: [
      `--host-resolver-rules=${[...mapped, 'MAP * ~NOTFOUND'].join(', ')}`,
      `--ignore-certificate-errors-spki-list=${ours.spki}`,
    ],
    markup: () => standIn.markup,
    setMarkup: (next) => {
      standIn.markup = next;
    },
    fault: setFault,
    clearFaults() {
      for (const name of standIn.faults) setFault(name, false);
    },
    requests,
    filings: standIn.filings,
    otp: () => standIn.otp,
    captcha: () => standIn.captcha,
    confirm: () => {
      standIn.confirmed = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
