/**
 * The room's vocabulary, written from `Broadcast.Chat/Contracts` by `deploy/contracts.sh`: change it there. A test compares.
 * Names and documentation are those of the C# contracts; ids are strings, times Unix milliseconds unless they say otherwise.
 */

/**
 * Client → server on `/hubs/room`. A refused call fails with an error that ends in `HubException: code: text`; the codes are those of HTTP.
 * Every token or ticket travels in `access_token`. Any call may also fail with `room.paused` (Redis is away; it passes), `room.too_fast`
 * (too many calls), `auth.required` (the token has ended) or `request.id` (a malformed id).
 */
export interface RoomHub {
  /**
   * Enters a room (leaving the one before). With a position, returns every control event since then and what is left of the chat; `resync`
   * when the log has lost what the position knows, or no longer keeps all control events behind it. Anyone who may read. Errors:
   * `room.unknown`, `auth.forbidden`.
   */
  Join(room: string, position?: Position | null): Promise<JoinResult>;
  /**
   * Goes on with a newer token of the same person, before the present one ends: a connection whose token has ended is closed. Anyone.
   * Errors: `auth.required` (not a valid token), `auth.other` (another person's).
   */
  Refresh(token: string): Promise<Renewed>;
  /** Leaves the room. Always succeeds. */
  Leave(): Promise<void>;
  /**
   * Says `text` (1–200 characters) in the joined room. Who may chat. Repeating an `id` has one effect. What is masked or waits for a
   * moderator (`held`) is no error. Errors: `room.not_joined`, `auth.forbidden`, `chat.empty`, `chat.too_long`, `chat.too_fast`, and of
   * moderation `chat.slow`, `chat.timeout`, `chat.banned`, `chat.followers_only`, `chat.staff_only`, `chat.word`, `chat.review_full`.
   */
  Say(text: string, id?: string | null): Promise<Appended>;
  /** Adds likes (1–50 a call) to the joined room. Who may like. Errors: `room.not_joined`, `like.count`. */
  Like(count: number): Promise<void>;
  /**
   * Answers a question, once a person, from the stage's room or a relay's. `shownAt` (Unix ms) is a hint. Errors: `quiz.unknown`,
   * `quiz.option`, `quiz.closed`, `quiz.answered`, `auth.forbidden`.
   */
  Answer(questionId: string, option: number, shownAt?: number | null): Promise<void>;
  /** Pins a product of the catalogue. Anchors of the stage. Errors: `room.not_a_stage`, `product.unknown`, `auth.forbidden`. */
  Pin(stage: string, productId: string, id?: string | null): Promise<Appended>;
  /** Ends the stage's pin; succeeds when there is none. Anchors of the stage. Errors: `room.not_a_stage`, `auth.forbidden`. */
  Unpin(stage: string): Promise<void>;
  /**
   * Opens a question at once. Anchors of the stage. Errors: `room.not_a_stage`, `quiz.text`, `quiz.options`, `quiz.answer`, `quiz.seconds`,
   * `quiz.winners`, `quiz.busy` (one is open), `product.unknown`, `auth.forbidden`.
   */
  OpenQuestion(stage: string, question: QuestionDraft, id?: string | null): Promise<QuestionOpenedReply>;
  /** Closes a question now; succeeds when it is closed already. Anchors of the stage. Errors: `quiz.unknown`, `auth.forbidden`. */
  CloseQuestion(id: string): Promise<void>;
  /**
   * Reveals the result of a closed question; the event comes once the winners are committed. Anchors of the stage. Errors: `quiz.unknown`,
   * `quiz.open`, `quiz.voided`, `auth.forbidden`.
   */
  Reveal(id: string): Promise<void>;
  /**
   * Takes a message back, for everybody. Who may `remove` in the room. Errors: `room.unknown`, `auth.forbidden`, `chat.unknown` (not kept
   * any more, or removed before).
   */
  RemoveMessage(room: string, offset: number, reason?: string | null): Promise<void>;
  /**
   * Restricts a person in the room; operators and moderators without stages of their own, in all rooms. Replaces what held before. Who may
   * do that `kind` in the room. Errors: `room.unknown`, `auth.forbidden`, `moderation.kind`, `moderation.seconds`, `moderation.reason`,
   * `moderation.staff` (staff are not restricted), `moderation.full`.
   */
  Restrict(room: string, viewer: string, restriction: RestrictionDraft): Promise<void>;
  /**
   * Ends what holds against a person; succeeds when nothing does. Who may do what is ended, and what holds in all rooms only who may in
   * all. Errors: `room.unknown`, `auth.forbidden`.
   */
  Lift(room: string, viewer: string): Promise<void>;
  /**
   * Says who may talk in the room, and how. Who may `mode`. Errors: `room.unknown`, `auth.forbidden`, `mode.chat`, `mode.slow`,
   * `mode.followed`.
   */
  SetMode(room: string, mode: RoomMode): Promise<void>;
  /**
   * Lets a held message into the room, or drops it. Who may `review`. Errors: `room.unknown`, `auth.forbidden`, `held.unknown` (somebody
   * was first, or it waited for too long).
   */
  Review(room: string, held: string, approve: boolean): Promise<void>;
  /**
   * From now on `Stages` tells how the stages do, in whatever room the connection is. Operators and auditors all stages, anchors their own.
   * Errors: `auth.forbidden`.
   */
  WatchStages(): Promise<void>;
  /** No more of that. Always succeeds. */
  UnwatchStages(): Promise<void>;
}

/**
 * A place in a room log, whose offsets have no holes. An epoch ends when the log may have lost its newest events: who knows none of those
 * goes on in the next one, the others are told to resync.
 */
export interface Position {
  epoch: string;
  offset: number;
}

/** The answer to `Join`: the state now and what was missed. */
export interface JoinResult {
  epoch: string;
  /** The log position that `snapshot` and `events` reach. */
  offset: number;
  snapshot: RoomSnapshot;
  /** Since the position that was given; without one, the newest chat. */
  events: RoomEvent[];
  /** Chat messages since the position that are no longer kept. */
  skipped: number;
  /** True when the position belongs to a log that is gone: take the snapshot and forget what was before. */
  resync: boolean;
}

/** What a room shows now. The events inside are those of the log, with their `showAt`. */
export interface RoomSnapshot {
  /** The `pin` event in force; null when nothing is pinned. */
  pin: EventOf<'pin'> | null;
  /** Questions that are open, or closed and not revealed, and the one revealed last: each as its `question.*` events. */
  questions: RoomEvent[];
  /** For a relay's room: the `onair` event in force. */
  onAir: EventOf<'onair'> | null;
  /** Who may talk, and how. */
  mode: RoomMode;
  counts: RoomCounts;
  /**
   * What the caller may do here: any of `read`, `like`, `chat`, `answer`, `act` (anchor of this stage), and for those who moderate it
   * `remove`, `timeout`, `ban`, `shadow`, `review`, `mode`.
   */
  may: string[];
  /** The server's clock, Unix milliseconds, for timers without a picture. */
  now: number;
}

/** One entry of a room log, as every client sees it. */
export interface Logged<Type extends string, Data> {
  /** The place in the log of this room, from 1. */
  offset: number;
  /** One of `EventTypes`. Clients pass over types that they do not know. */
  type: Type;
  /** When it was appended, Unix milliseconds. */
  at: number;
  /** Channel time (program date-time) at which the picture shows it, Unix milliseconds; absent when it belongs to no picture. */
  showAt?: number;
  /** Who caused it; absent when the system did. */
  by?: EventAuthor;
  /** The record that belongs to `type`. */
  data: Data;
}

/** Every type of event. A newer server may send others: pass over them. */
export type RoomEvent =
  | Logged<'chat', ChatSaid>
  | Logged<'chat.removed', ChatRemoved>
  | Logged<'room.mode', RoomModeSet>
  | Logged<'pin', ProductPinned>
  | Logged<'unpin', ProductUnpinned>
  | Logged<'question.opened', QuestionOpened>
  | Logged<'question.closed', QuestionClosed>
  | Logged<'question.revealed', QuestionRevealed>
  | Logged<'question.voided', QuestionVoided>
  | Logged<'onair', StageOnAir>
  | Logged<'slate', SlateShown>;

export type EventOf<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>;

/** Who caused an event. `role` is `anchor`, `operator` or `moderator`, `site` for a village site, and absent for viewers. */
export interface EventAuthor {
  id: string;
  name: string;
  role?: string;
}

/** Something said in this room. From any viewer who may chat; to everyone in the room. */
export interface ChatSaid {
  text: string;
}

/**
 * A moderator took something back: the message `offset`, or all that `viewer` has said in this room before. Who shows it takes it away; who
 * does not know it has nothing to do.
 */
export interface ChatRemoved {
  offset?: number;
  viewer?: string;
}

/** Who may talk in this room from now on, and how. To everyone in the room; the one in force is in the snapshot. */
export interface RoomModeSet {
  mode: RoomMode;
}

/** Who may talk in a room, how often, and whether it is looked at first. Staff may always talk. */
export interface RoomMode {
  /**
   * `open`: whoever may chat; `followers`: persons who have followed the account for `followedMinutes`, and village sites; `staff`: nobody
   * else.
   */
  chat: string;
  /** Slow mode: seconds between two messages of one person, over all nodes; 0 when it is off, 3600 at most. */
  slowSeconds: number;
  /** For `followers`: how long somebody must have followed; 0 for any time, 43,200 (30 days) at most. */
  followedMinutes: number;
  /** Every message waits until a moderator lets it through. */
  review: boolean;
}

/** An anchor pinned a product. To the stage's room, and to the relay's while the stage is on air. */
export interface ProductPinned {
  pin: string;
  stage: string;
  product: ProductCard;
}

/** What a pinned product's card shows. */
export interface ProductCard {
  id: string;
  /** The name in Chinese, or in the shop's language. */
  name: string;
  nameEn?: string;
  /** In the currency's smallest unit (fen). */
  price: number;
  /** ISO 4217. */
  currency: string;
  /** The item page: absolute http(s), or a path on this host. */
  url: string;
  image?: string;
}

/** The pin of a stage ended, by hand or because another stage's pin took its place in a relay's room. */
export interface ProductUnpinned {
  pin: string;
  stage: string;
}

/** A question is open. The right option is in nobody's hands but the server's until the reveal. */
export interface QuestionOpened {
  id: string;
  stage: string;
  text: string;
  /** 2–6 texts; an answer is the index of one. */
  options: string[];
  /** When the window ends in the picture, channel time in Unix milliseconds. */
  closesAt: number;
  /** Until when answers are taken: `closesAt` plus the picture's delay, Unix milliseconds. */
  acceptUntil: number;
  /** How many winners will be drawn. */
  winners: number;
  /** The prize, if it is a product of the catalogue. */
  prize?: ProductCard;
  /** SHA-256 of the server's seed, lower-case hex: the draw was decided before the answers came. */
  commitment: string;
}

/** No more answers are taken. */
export interface QuestionClosed {
  id: string;
  stage: string;
}

/** The result, after the winners are in the database. */
export interface QuestionRevealed {
  id: string;
  stage: string;
  /** The index of the right option. */
  answer: number;
  /** Answers per option. */
  counts: number[];
  winners: Winner[];
  /** The seed whose digest was the commitment, lower-case hex. */
  seed: string;
}

/** One drawn winner. */
export interface Winner {
  viewer: string;
  name: string;
}

/** The question ended without a result, because part of its answers was lost. */
export interface QuestionVoided {
  id: string;
  stage: string;
}

/** A relay channel cut to a stage. To the relay's room; `showAt` is the cut's date-time. */
export interface StageOnAir {
  stage: string;
  /** The rundown's slot, when the rundown caused the cut and not an operator. */
  slot?: string;
}

/** A channel began or ended to show its slate. To that channel's room. */
export interface SlateShown {
  showing: boolean;
}

/** The room's numbers, as shown on pages. */
export interface RoomCounts {
  /** People with the room open now, over all nodes. */
  viewers: number;
  /** Likes since the room's log began. */
  likes: number;
}

/** The answer to `Refresh`. */
export interface Renewed {
  /** When the new token ends, Unix milliseconds; null when it never does. */
  expiresAt: number | null;
}

/** An appended event's offset. */
export interface Appended {
  /** Where it stands in the log; 0 when it is `held`. */
  offset: number;
  /** True for a message that waits for a moderator; absent otherwise. */
  held?: boolean;
}

/** A question as an anchor writes it. */
export interface QuestionDraft {
  /** 1–200 characters. */
  text: string;
  /** 2–6 texts of 1–80 characters. */
  options: string[];
  /** The index of the right option. */
  answer: number;
  /** The window in the picture, 3–300 seconds. */
  seconds: number;
  /** How many winners are drawn from those who answer right, 0–100. */
  winners?: number;
  /** The prize, a product of the catalogue. */
  productId?: string | null;
}

/** The answer to `OpenQuestion` and `POST …/questions`. */
export interface QuestionOpenedReply {
  id: string;
  offset: number;
}

/** What a moderator does to a person, as `Restrict` takes it. */
export interface RestrictionDraft {
  /** `timeout`: no talk for some time; `ban`: may look on and do nothing else; `shadow`: talks on, and only moderators see it. */
  kind: string;
  /** For how long: 1 to 1,209,600 (14 days); a ban may have none and holds until it is lifted. */
  seconds?: number;
  /** For the audit trail: 200 characters at most. */
  reason?: string;
  /** Also removes what the person has said in this room; not for `shadow`, which nobody is to notice. */
  removeMessages?: boolean;
}

/** Server → client: what a connection to `/hubs/room` is told. */
export interface RoomClient {
  /** New events of the joined room, at most one frame a tick. A connection that is in no room gets none. */
  Events(batch: EventBatch): Promise<void>;
  /**
   * After `WatchStages`: the stages that have changed, all of them in the first frame; at most once a second. Only those that the caller
   * may see.
   */
  Stages(reports: StageReports): Promise<void>;
  /**
   * The node is going away. After `delay` milliseconds, drawn for each connection, the client ends this one and comes back with its
   * position; another node takes it.
   */
  Reconnect(delay: number): Promise<void>;
}

/** What a room's members get in one frame. */
export interface EventBatch {
  /** The log's epoch; a client that knows another one joins again with its position, and is told whether to resync. */
  epoch: string;
  /** The log position before this batch; a client whose position is lower has missed something and joins again with its position. */
  from: number;
  /** The log position after this batch. */
  to: number;
  /** In the order of their offsets. Offsets between that are absent are chat that was left out, counted in `skipped`. */
  events: RoomEvent[];
  counts: RoomCounts;
  /** How many chat messages of this batch were left out. */
  skipped: number;
  /** True while the room cannot take commands (`room.paused`); absent otherwise. Repeated until it is over. */
  paused?: boolean;
}

/** The stages that have changed since the frame before. */
export interface StageReports {
  /** When they were read, Unix milliseconds. */
  at: number;
  stages: StageReport[];
}

/** A stage's health as the control room shows it: written by Ingest once a second, sent to those who watch when it has changed. */
export interface StageReport {
  stage: string;
  /** False when Ingest says nothing of the stage; then nothing else here means anything. */
  known: boolean;
  /** True while a source's pictures come out. */
  live: boolean;
  /** Unix milliseconds since when the present publisher is there; null without one. */
  publisherSince: number | null;
  /** RFC 6381; null without a run. */
  codecs: string | null;
  width: number;
  height: number;
  /** Pictures a second. */
  frameRate: number;
  /** Bits a second. */
  bitrate: number;
  /** Seconds between keyframes. */
  gop: number;
  /** Whole seconds since the last packet, as milliseconds; null when none has come. */
  lastPacketAge: number | null;
  /** Milliseconds by which sound is stamped later than the picture it comes with; null is not known. */
  avSkew: number | null;
  /** Level of the last second's sound, dBFS by square mean; null is not known. */
  level: number | null;
  /** The loudest sample of the last second, dBFS. */
  peak: number | null;
  /** Publishers that came again within the last hour. */
  reconnects: number;
  /** The input that is shown, such as `push` or `hls`; null without one. */
  input: string | null;
  /** Its place in the order; 0 is the primary. */
  inputNumber: number | null;
  /** What is up, the gravest first. */
  alarms: StageAlarm[];
}

/** Something about a stage that a person should look at, from when it was raised until it clears. */
export interface StageAlarm {
  /** A stable word, such as `picture.black`. */
  code: string;
  severity: AlarmSeverity;
  /** When it was raised, Unix milliseconds. */
  since: number;
  /** What was measured last, in the unit of `threshold`; null for alarms without a measure. */
  value: number | null;
  /** Beyond which it is raised. */
  threshold: number | null;
  /** One English sentence; pages have texts of their own for the codes they know. */
  text: string;
}

/** How much an alarm matters, the least first. */
export type AlarmSeverity = 'notice' | 'warning' | 'critical';

/** `GET /rooms/{room}/feed/snapshot.json`: what `Join` answers to somebody without a position, and where the chunks go on. */
export interface FeedSnapshot {
  epoch: string;
  /** The log position that `snapshot` and `events` reach. */
  offset: number;
  snapshot: RoomSnapshot;
  /** The newest chat. */
  events: RoomEvent[];
  /** The number of the chunk that holds what comes behind `offset`; it may begin before it. */
  next: number;
}

/**
 * `GET /rooms/{room}/feed/{epoch}/{n}.json`: the events of the first second from `n` on (Unix seconds by the log's clock) in which anything
 * happened, if that is before the next full ten seconds; else none, and the number to go on with. Never changes, and is the same on every
 * node. Who asks too early waits until it can be said.
 */
export interface FeedChunk {
  epoch: string;
  /** The log position before this chunk; a reader whose position is lower has missed something and takes the snapshot. */
  from: number;
  /** The log position after this chunk. */
  to: number;
  /** In the order of their offsets: all control events, and chat sampled like a frame's. A reader passes over what it knows. */
  events: RoomEvent[];
  /** How many chat messages of this chunk were left out. */
  skipped: number;
  /** The number of the chunk behind this one. */
  next: number;
}

/**
 * What is said instead of a chunk when the epoch has ended. A reader whose position is not beyond `ended` goes on with chunk `next` of
 * `epoch`; one that knows more takes the snapshot, for the log has lost what it knows.
 */
export interface FeedMoved {
  /** The epoch in force. */
  epoch: string;
  /** The last position of the epoch that was asked for. */
  ended: number;
  next: number;
}

/** `GET /rooms/{room}/feed/counts.json`: the room's numbers, for readers of the feed, who are not counted themselves. */
export interface FeedCounts {
  counts: RoomCounts;
  /** The server's clock, Unix milliseconds. */
  now: number;
}

/** A question as anyone may see it; the last four are present only after the reveal. */
export interface QuestionView {
  id: string;
  stage: string;
  /** `open`, `closed`, `revealed` or `voided`. */
  state: string;
  text: string;
  options: string[];
  closesAt: number;
  acceptUntil: number;
  commitment: string;
  /** How many have answered; the anchor sees it grow. */
  answers: number;
  answer?: number;
  counts?: number[];
  winners?: Winner[];
  seed?: string;
}
