import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

/** The part of a hub connection that a room needs. */
export interface Hub {
  readonly state: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<Answer>(method: string, ...args: unknown[]): Promise<Answer>;
  on(method: string, heard: (...args: never[]) => void): void;
  onclose(closed: () => void): void;
}

/** Makes a connection that is not started yet. */
export type Connect = (url: string, token: () => string) => Hub;

/** WebSockets alone, without a negotiation: one request a connection, and any balancer will do. */
export const connectHub: Connect = (url, token) =>
  new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true, accessTokenFactory: token })
    .configureLogging(LogLevel.None)
    .build();
