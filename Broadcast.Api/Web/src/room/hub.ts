import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

/** The part of a hub connection that a room needs. */
export interface Hub {
  readonly state: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<Answer>(method: string, ...args: unknown[]): Promise<Answer>;
  on(method: string, handler: (...args: never[]) => void): void;
  onclose(handler: () => void): void;
}

/** Makes a connection that is not started yet. */
export type Connect = (url: string, token: () => string) => Hub;

/** WebSockets only, without negotiation: one request per connection, so any load balancer works. */
export const connectHub: Connect = (url, token) =>
  new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true, accessTokenFactory: token })
    .configureLogging(LogLevel.None)
    .build();
