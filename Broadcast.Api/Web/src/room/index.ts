/** The room's client, for any page: see the README beside this file. */
export { ChannelClock } from './clock';
export { RoomRefusal } from './refusal';
export { Room, type Heard, type RoomOptions } from './room';
export { emptyRoom, reduce, type ChatLine, type Link, type Pin, type Question, type RoomState } from './state';
export type * from './contracts';
