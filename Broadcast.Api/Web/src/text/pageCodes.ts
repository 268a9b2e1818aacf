/** Error codes of the page itself, for calls that did not reach the server. */
export type PageCode = 'network.away' | 'room.away';
