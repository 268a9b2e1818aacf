/** The room's client, for any page: see the README beside this file. */
export { ChannelClock } from './clock';
export { RoomRefusal } from './refusal';
export type { RoomOptions } from './options';
export { Room } from './room';
export { renewSignIn, signIn, type SignedIn } from './signIn';
export type { ListenedEvent } from './view';
export type { Scheduled } from './scheduled';
export type { ChatLine, Removal } from './chat';
export { emptyRoom, reduce, takes, type Link, type Pin, type Poll, type Question, type RoomState, type Vote } from './state';
export type * from './contracts';
