/**
 * The room's vocabulary, as `Broadcast.Chat/Contracts` writes it: same names, same meaning.
 * `contracts.test.ts` compares the two. Times are Unix milliseconds.
 */

export interface Position {
  epoch: string;
  offset: number;
}

export interface EventAuthor {
  id: string;
  name: string;
  role?: string;
}

export interface ProductCard {
  id: string;
  name: string;
  nameEn?: string;
  price: number;
  currency: string;
  url: string;
  image?: string;
}

export interface ChatSaid {
  text: string;
}

export interface ProductPinned {
  pin: string;
  stage: string;
  product: ProductCard;
}

export interface ProductUnpinned {
  pin: string;
  stage: string;
}

export interface QuestionOpened {
  id: string;
  stage: string;
  text: string;
  options: string[];
  closesAt: number;
  acceptUntil: number;
  winners: number;
  prize?: ProductCard;
  commitment: string;
}

export interface QuestionClosed {
  id: string;
  stage: string;
}

export interface QuestionRevealed {
  id: string;
  stage: string;
  answer: number;
  counts: number[];
  winners: Winner[];
  seed: string;
}

export interface QuestionVoided {
  id: string;
  stage: string;
}

export interface StageOnAir {
  stage: string;
  slot?: string;
}

export interface SlateShown {
  showing: boolean;
}

export interface Winner {
  viewer: string;
  name: string;
}

interface Logged<Type extends string, Data> {
  offset: number;
  type: Type;
  at: number;
  showAt?: number;
  by?: EventAuthor;
  data: Data;
}

export type RoomEvent =
  | Logged<'chat', ChatSaid>
  | Logged<'pin', ProductPinned>
  | Logged<'unpin', ProductUnpinned>
  | Logged<'question.opened', QuestionOpened>
  | Logged<'question.closed', QuestionClosed>
  | Logged<'question.revealed', QuestionRevealed>
  | Logged<'question.voided', QuestionVoided>
  | Logged<'onair', StageOnAir>
  | Logged<'slate', SlateShown>;

export type EventOf<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>;

export interface RoomCounts {
  viewers: number;
  likes: number;
}

export interface EventBatch {
  epoch: string;
  from: number;
  to: number;
  events: RoomEvent[];
  counts: RoomCounts;
  skipped: number;
  /** The room takes no commands for now; repeated until it is over. */
  paused?: boolean;
}

export interface RoomSnapshot {
  pin: EventOf<'pin'> | null;
  questions: RoomEvent[];
  onAir: EventOf<'onair'> | null;
  counts: RoomCounts;
  may: string[];
  now: number;
}

export interface JoinResult {
  epoch: string;
  offset: number;
  snapshot: RoomSnapshot;
  events: RoomEvent[];
  skipped: number;
  resync: boolean;
}

export interface FeedChunk {
  epoch: string;
  from: number;
  to: number;
  events: RoomEvent[];
  skipped: number;
  next: number;
}

export interface FeedMoved {
  epoch: string;
  ended: number;
  next: number;
}

export interface FeedSnapshot {
  epoch: string;
  offset: number;
  snapshot: RoomSnapshot;
  events: RoomEvent[];
  next: number;
}

export interface FeedCounts {
  counts: RoomCounts;
  now: number;
}

export interface QuestionDraft {
  text: string;
  options: string[];
  answer: number;
  seconds: number;
  winners: number;
  productId?: string;
}

export interface QuestionView {
  id: string;
  stage: string;
  state: string;
  text: string;
  options: string[];
  closesAt: number;
  acceptUntil: number;
  commitment: string;
  answers: number;
  answer?: number;
  counts?: number[];
  winners?: Winner[];
  seed?: string;
}

/** How much an alarm matters, the least first. */
export type AlarmSeverity = 'notice' | 'warning' | 'critical';

/** Something about a stage that a person should look at. */
export interface StageAlarm {
  code: string;
  severity: AlarmSeverity;
  since: number;
  value?: number | null;
  threshold?: number | null;
  text: string;
}

/** A stage's health as the control room shows it. Without `known` nothing else means anything. */
export interface StageReport {
  stage: string;
  known: boolean;
  live: boolean;
  publisherSince?: number | null;
  codecs?: string | null;
  width: number;
  height: number;
  frameRate: number;
  bitrate: number;
  gop: number;
  lastPacketAge?: number | null;
  avSkew?: number | null;
  level?: number | null;
  peak?: number | null;
  reconnects: number;
  input?: string | null;
  inputNumber?: number | null;
  alarms: StageAlarm[];
}

/** The stages that have changed since the frame before. */
export interface StageReports {
  at: number;
  stages: StageReport[];
}
