/**
 * The room's vocabulary, written from `Broadcast.Chat/Contracts` by `deploy/contracts.sh`: change it there. A test compares.
 * Names and documentation are those of the C# contracts; ids are strings, times Unix milliseconds unless they say otherwise.
 */

/**
 * Client → server on `/hubs/room`. A refused call fails with an error that ends in `HubException: code: text`; the codes are those of the
 * HTTP API. Every token or ticket travels in `access_token`. Any call may also fail with `room.paused` (Redis is away; it passes),
 * `room.too_fast` (too many calls), `auth.required` (the token has expired), `request.id` (a malformed id), `call.unknown` or
 * `call.arguments` (it fits no method). Last arguments that have a default may be left out. Rights are those in the snapshot's `may`. An
 * optional `id`, made by the client, gives a repeated call one effect; it is remembered for 24 hours, that of a message for ten minutes.
 */
export interface RoomHub {
  /**
   * Joins a room and leaves the one before. With a position, returns every control event after it and the chat that is still kept; with
   * `resync` when the log has lost events that the position includes, or no longer keeps all control events after it. Needs the right
   * `read`. Errors: `room.unknown`, `auth.forbidden`.
   */
  Join(room: string, position?: Position | null): Promise<JoinResult>;
  /**
   * Replaces the connection's token by a newer one of the same person, before it expires: a connection whose token has expired is closed.
   * For any caller. Errors: `auth.required` (not a valid token), `auth.other` (another person's token).
   */
  Refresh(token: string): Promise<Renewed>;
  /** Leaves the room. Always succeeds. */
  Leave(): Promise<void>;
  /**
   * Says `text` (1–200 characters) in the joined room. Needs the right `chat`. A message that is masked, or that waits for a moderator
   * (`held`), is no error. Errors: `room.not_joined`, `auth.forbidden`, `chat.empty`, `chat.too_long`, `chat.too_fast`, and of moderation
   * `chat.slow`, `chat.timeout`, `chat.banned`, `chat.followers_only`, `chat.staff_only`, `chat.word`, `chat.review_full`,
   * `chat.review_yours`.
   */
  Say(text: string, id?: string | null): Promise<Appended>;
  /** Adds likes (1–50 a call) to the joined room. Needs the right `like`. Errors: `room.not_joined`, `auth.forbidden`, `like.count`. */
  Like(count: number): Promise<void>;
  /**
   * Answers a question with the index of an option, once per person. Needs the right `answer`. Every answer counts; who has not proved to
   * be a person as strongly as winning takes is told so, and plays for fun. Errors: `quiz.unknown`, `quiz.option`, `quiz.closed`,
   * `quiz.answered`, `auth.forbidden`.
   */
  Answer(questionId: string, option: number): Promise<AnswerResult>;
  /**
   * Pins a product of the catalogue, in place of any earlier pin. Anchors of the stage and operators may call it. Errors:
   * `room.not_a_stage`, `product.unknown`, `auth.forbidden`.
   */
  Pin(stage: string, productId: string, id?: string | null): Promise<Appended>;
  /**
   * Ends the stage's pin; succeeds when there is none. Anchors of the stage and operators may call it. Errors: `room.not_a_stage`,
   * `auth.forbidden`.
   */
  Unpin(stage: string): Promise<void>;
  /**
   * Opens a question at once, or schedules it (`opensAt`): its prize is reserved in both cases. Anchors of the stage and operators may call
   * it. Errors: `room.not_a_stage`, `quiz.text`, `quiz.options`, `quiz.answer`, `quiz.seconds`, `quiz.winners`, `quiz.strength`,
   * `quiz.busy` (one is open), `product.unknown`, `prize.short`, `prize.unanswered`, `schedule.time`, `schedule.full`, `auth.forbidden`.
   */
  OpenQuestion(stage: string, question: QuestionDraft, id?: string | null): Promise<QuestionOpenedReply>;
  /**
   * Opens a scheduled question now; succeeds when it is open. Anchors of the stage and operators may call it. Errors: `quiz.unknown`,
   * `quiz.busy`, `schedule.over`, `auth.forbidden`.
   */
  OpenQuestionNow(id: string): Promise<void>;
  /**
   * Cancels a scheduled question, and gives its prize back; succeeds when it is cancelled already. Anchors of the stage and operators may
   * call it. Errors: `quiz.unknown`, `schedule.over` (it has opened), `auth.forbidden`.
   */
  CancelQuestion(id: string): Promise<void>;
  /**
   * Closes a question now; succeeds when it is closed already. Anchors of the stage and operators may call it. Errors: `quiz.unknown`,
   * `schedule.early` (it is not open yet), `auth.forbidden`.
   */
  CloseQuestion(id: string): Promise<void>;
  /**
   * Marks the right option of a question: as often as wanted while it runs, and once when it has closed without one. Nobody is told which
   * it is before the reveal. Anchors of the stage and operators may call it. Errors: `quiz.unknown`, `quiz.answer`, `quiz.closed` (it has
   * closed with another one), `quiz.voided`, `schedule.early` (it is not open yet), `auth.forbidden`.
   */
  MarkAnswer(id: string, option: number): Promise<void>;
  /**
   * Calls a question off that runs, or that has closed without a right option: nobody wins, and its prize goes back. Succeeds when it is
   * voided already. Anchors of the stage and operators may call it. Errors: `quiz.unknown`, `quiz.closed` (its winners are being drawn),
   * `schedule.early` (it is not open yet), `auth.forbidden`.
   */
  VoidQuestion(id: string): Promise<void>;
  /**
   * Stops the time of an open question; succeeds when it is paused already. What viewers see with a delay they may still answer, for as
   * long as after its end. Anchors of the stage and operators may call it. Errors: `quiz.unknown`, `quiz.closed`, `quiz.voided`,
   * `auth.forbidden`.
   */
  PauseQuestion(id: string): Promise<void>;
  /**
   * Lets the time of a paused question go on: it ends later by as long as the pause was. Succeeds when it is open. Anchors of the stage and
   * operators may call it. Errors: `quiz.unknown`, `quiz.closed`, `quiz.voided`, `auth.forbidden`.
   */
  ResumeQuestion(id: string): Promise<void>;
  /**
   * Opens a quick poll of a stage at once, or schedules it; its result is shown when its time is over. A repeated `id` has no further
   * effect. Anchors of the stage and operators may call it. Errors: `poll.text`, `poll.options`, `poll.seconds`, `poll.busy` (one is open),
   * `schedule.time`, `schedule.full`, `auth.forbidden`.
   */
  OpenPoll(stage: string, poll: PollDraft, id?: string | null): Promise<PollOpenedReply>;
  /**
   * Opens a scheduled poll now; succeeds when it is open. Anchors of the stage and operators may call it. Errors: `poll.unknown`,
   * `poll.busy`, `schedule.over`, `auth.forbidden`.
   */
  OpenPollNow(id: string): Promise<void>;
  /**
   * Cancels a scheduled poll; succeeds when it is cancelled already. Anchors of the stage and operators may call it. Errors:
   * `poll.unknown`, `schedule.over` (it has opened), `auth.forbidden`.
   */
  CancelPoll(id: string): Promise<void>;
  /**
   * Ends a poll now and shows its result; succeeds when it is over. Anchors of the stage and operators may call it. Errors: `poll.unknown`,
   * `schedule.early` (it is not open yet), `auth.forbidden`.
   */
  ClosePoll(id: string): Promise<void>;
  /**
   * Votes in a poll, once; when this returns, the vote is stored. Needs the right `answer`. Errors: `poll.unknown`, `poll.closed`,
   * `poll.option`, `poll.voted`, `room.busy`, `auth.forbidden`.
   */
  Vote(pollId: string, option: number): Promise<void>;
  /**
   * Asks for the result of a closed question; the event follows once the winners are in the database. Anchors of the stage and operators
   * may call it. Errors: `quiz.unknown`, `quiz.open`, `quiz.unmarked` (it has no right option yet), `quiz.voided`, `auth.forbidden`.
   */
  Reveal(id: string): Promise<void>;
  /**
   * Removes a message for everybody. Needs the right `remove` in the room. Errors: `room.unknown`, `auth.forbidden`, `moderation.reason`,
   * `chat.unknown` (no longer kept, or already removed).
   */
  RemoveMessage(room: string, offset: number, reason?: string | null): Promise<void>;
  /**
   * Restricts a person in the room, in place of what the room imposed before. A ban or shadow by an operator, or by a moderator without
   * stages of their own, holds in all rooms, in place of what was imposed in all before; what one room imposes holds besides. Needs the
   * right named as the `kind` in the room. Errors: `room.unknown`, `auth.forbidden`, `moderation.kind`, `moderation.seconds`,
   * `moderation.reason`, `moderation.staff` (staff are not restricted), `moderation.full`, `moderation.stronger` (it would end a
   * restriction that takes more or lasts longer, for which the caller has no right).
   */
  Restrict(room: string, viewer: string, restriction: RestrictionDraft): Promise<void>;
  /**
   * Ends what is imposed on a person in the room; succeeds when nothing is. Needs the right named as each restriction's kind. Only
   * operators and moderators without stages of their own may end a restriction of all rooms. When they lift a ban or a shadow, everything
   * that is imposed on the person ends in all rooms. Errors: `room.unknown`, `auth.forbidden`.
   */
  Lift(room: string, viewer: string): Promise<void>;
  /**
   * Sets who may talk in the room, and how. Needs the right `mode`. Errors: `room.unknown`, `auth.forbidden`, `mode.chat`, `mode.slow`,
   * `mode.followed`.
   */
  SetMode(room: string, mode: RoomMode): Promise<void>;
  /**
   * Lets a held message into the room, or drops it. Needs the right `review`. Errors: `room.unknown`, `auth.forbidden`, `held.unknown`
   * (another moderator has decided, or the message waited too long).
   */
  Review(room: string, held: string, approve: boolean): Promise<void>;
  /**
   * Begins the reports of `Stages` to this connection, whatever room it is in. Operators and auditors get all stages, anchors their own.
   * Errors: `auth.forbidden`.
   */
  WatchStages(): Promise<void>;
  /** Ends the reports of `WatchStages`. Always succeeds. */
  UnwatchStages(): Promise<void>;
}

/**
 * How far a client knows a room's log, whose offsets have no holes. An epoch ends when the log may have lost its newest events: clients
 * that know none of the lost events go on in the next epoch, the others are told to resync.
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
  /** The control events and the kept chat after the given position; without one, or on a resync, the newest chat. */
  events: RoomEvent[];
  /** How many chat messages after the position are no longer kept; 0 without one or on a resync. */
  skipped: number;
  /** True when the client cannot go on from its position: it forgets what it knows and shows `snapshot`. */
  resync: boolean;
}

/** What a room shows now. The events inside are those of the log, with their `showAt`. */
export interface RoomSnapshot {
  /** The `pin` event in force; null when nothing is pinned. */
  pin: EventOf<'pin'> | null;
  /** Questions that are scheduled or have no result yet, and the one that was revealed or voided last: each as its `question.*` events. */
  questions: RoomEvent[];
  /** Polls that are scheduled or have no result yet, and the one that was revealed or voided last: each as its `poll.*` events. */
  polls: RoomEvent[];
  /** Votes without a result, and the one that was settled or voided last: each as its `vote.*` events. */
  votes: RoomEvent[];
  /** For a relay's room: the `onair` event in force; null before the first cut and in other rooms. */
  onAir: EventOf<'onair'> | null;
  /** The mode in force. */
  mode: RoomMode;
  counts: RoomCounts;
  /**
   * The caller's rights in this room: any of `read`, `like`, `chat`, `answer`, `act` (pin, ask and reveal on this stage), and for
   * moderation `remove`, `timeout`, `ban`, `shadow`, `review`, `mode`.
   */
  may: string[];
  /** The server's clock, Unix milliseconds, for timers without a picture. */
  now: number;
}

/** One entry of a room log, as every client sees it. */
export interface Logged<Type extends string, Data> {
  /** The number in the log of this room, from 1. */
  offset: number;
  /** One of `EventTypes`. Clients ignore types that they do not know. */
  type: Type;
  /** When it was appended, Unix milliseconds. */
  at: number;
  /** Channel time (program date-time) of the picture with which clients show it, Unix milliseconds; absent: show it at once. */
  showAt?: number;
  /** Who caused it; absent only in what older builds have written. */
  by?: EventAuthor;
  /** The data, whose shape `type` names. */
  data: Data;
}

/** Every type of event. A newer server may send others: pass over them. */
export type RoomEvent =
  | Logged<'chat', ChatSaid>
  | Logged<'chat.removed', ChatRemoved>
  | Logged<'room.mode', RoomModeSet>
  | Logged<'pin', ProductPinned>
  | Logged<'unpin', ProductUnpinned>
  | Logged<'question.scheduled', QuestionScheduled>
  | Logged<'question.cancelled', QuestionCancelled>
  | Logged<'question.opened', QuestionOpened>
  | Logged<'question.paused', QuestionPaused>
  | Logged<'question.resumed', QuestionResumed>
  | Logged<'question.closed', QuestionClosed>
  | Logged<'question.revealed', QuestionRevealed>
  | Logged<'question.voided', QuestionVoided>
  | Logged<'poll.scheduled', PollScheduled>
  | Logged<'poll.cancelled', PollCancelled>
  | Logged<'poll.opened', PollOpened>
  | Logged<'poll.revealed', PollRevealed>
  | Logged<'poll.voided', PollVoided>
  | Logged<'vote.scheduled', VoteScheduled>
  | Logged<'vote.opened', VoteOpened>
  | Logged<'vote.paused', VotePaused>
  | Logged<'vote.resumed', VoteResumed>
  | Logged<'vote.closed', VoteClosed>
  | Logged<'vote.settled', VoteSettled>
  | Logged<'vote.voided', VoteVoided>
  | Logged<'onair', StageOnAir>
  | Logged<'slate', SlateShown>;

export type EventOf<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>;

/** Who caused an event. `role` is `anchor`, `operator` or `moderator`, `site` for a village site, and absent for others. */
export interface EventAuthor {
  id: string;
  /** Of the rundown the slot's title, of a rule the rule. */
  name: string;
  role?: string;
  /**
   * One of `ActorKinds`; a newer server may send others. Absent in chat messages, and in events that older builds have written: those of
   * viewers and staff.
   */
  kind?: string;
  /** Why, as a code: `rundown:slot-3/cue-1` for a cue of a slot, `rule:window.end` for a rule. Absent when somebody simply did it. */
  why?: string;
}

/**
 * `chat`: a message. Sent by anyone with the right `chat` through `Say`, to everyone in that room; under load some are left out of frames.
 * It has no `showAt`.
 */
export interface ChatSaid {
  /** One line, said in 1–200 characters; words of the lists may be masked as `***`. */
  text: string;
}

/**
 * `chat.removed`: a moderator removed the message `offset`, or all messages of `viewer` in this room before this event. One of the two is
 * present. To everyone in the room, at once; clients hide what they show of it.
 */
export interface ChatRemoved {
  offset?: number;
  viewer?: string;
}

/**
 * `room.mode`: who may talk in this room from now on, and how. Sent when a moderator changes it, to everyone in the room; the mode in force
 * is in the snapshot.
 */
export interface RoomModeSet {
  mode: RoomMode;
}

/** Who may talk in a room, how often, and whether messages are reviewed first. Staff may always talk. */
export interface RoomMode {
  /**
   * `open`: everyone with the right `chat`; `followers`: persons who have followed the account for `followedMinutes`, and village sites;
   * `staff`: only staff.
   */
  chat: string;
  /** Slow mode: seconds between two messages of one person, over all nodes; 0 when it is off, 3600 at most. */
  slowSeconds: number;
  /** For `followers`: how many minutes somebody must have followed; 0 for any time, 43,200 (30 days) at most. */
  followedMinutes: number;
  /** True when every message waits until a moderator approves it. */
  review: boolean;
}

/**
 * `pin`: an anchor or operator pinned a product, in place of any earlier pin. To the stage's room, and to the relay's room while the stage
 * is on air; when a relay cuts to the stage, also the pin in force then.
 */
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
  /** The picture, addressed like `url`. */
  image?: string;
}

/**
 * `unpin`: a pin ended and none follows. Sent when an anchor or operator ends the pin, to the stage's room and to the relay's room while
 * the stage is on air; also to a relay's room when the relay leaves the stage and no other pin follows.
 */
export interface ProductUnpinned {
  pin: string;
  stage: string;
}

/**
 * `question.scheduled`: a question will be asked later; of what it asks nothing is told before. An anchor or operator scheduled it. To the
 * stage's room, and to the relay's room while the stage is on air; when a relay cuts to the stage, also what is scheduled then.
 * `question.opened` follows in every room that was told, or `question.cancelled`, or `question.voided` when it was lost.
 */
export interface QuestionScheduled {
  id: string;
  stage: string;
  /** When it opens, Unix milliseconds; a little later when another question of the stage is open then. */
  opensAt: number;
  winners: number;
  /** The prize, which is reserved for it; absent without one. */
  prize?: ProductCard;
  strength: string;
}

/** `question.cancelled`: a scheduled question is not asked. To the rooms that were told of it. */
export interface QuestionCancelled {
  id: string;
  stage: string;
  /** One of `CancelReasons`. */
  reason: string;
}

/**
 * `question.opened`: an anchor or operator opened a question. To the stage's room, and to the relay's room while the stage is on air; when
 * a relay cuts to the stage, also the question that is open then. Only the server knows the right option until the reveal.
 */
export interface QuestionOpened {
  id: string;
  stage: string;
  text: string;
  /** 2–6 texts; an answer is the index of one. */
  options: string[];
  /** Channel time at which the time to answer ends in the picture, Unix milliseconds. */
  closesAt: number;
  /** The server accepts answers until then: `closesAt` plus the picture's delay, Unix milliseconds. */
  acceptUntil: number;
  /** How many winners will be drawn, 0–100. */
  winners: number;
  /** The prize, a product of the catalogue; absent without one. */
  prize?: ProductCard;
  /** SHA-256 of the server's 32-byte seed, lower-case hex. It proves that the seed was chosen before the answers came. */
  commitment: string;
  /** The least proof that winning takes, one of `Proofs`. Others may answer; their answers count and are never drawn. */
  strength: string;
}

/**
 * `question.paused`: the question's time stands still. Sent when an anchor or operator pauses it, to the stage's room and to every relay's
 * room that shows the question.
 */
export interface QuestionPaused {
  id: string;
  stage: string;
  /** The number of this pause of the question, from 1. */
  pause: number;
}

/**
 * `question.resumed`: the time of a paused question goes on, and ends later by as long as the pause was. Sent when an anchor or operator
 * resumes it, to the rooms that were told of the pause.
 */
export interface QuestionResumed {
  id: string;
  stage: string;
  pause: number;
  closesAt: number;
  acceptUntil: number;
}

/**
 * `question.closed`: no more answers are accepted. Sent when the time is over, without `by`, or when an anchor or operator closes the
 * question. To the stage's room and to every relay's room that shows the question.
 */
export interface QuestionClosed {
  id: string;
  stage: string;
}

/**
 * `question.revealed`: the result. Sent when an anchor or operator has asked for it with `Reveal` and the winners are in the database. To
 * the stage's room and to every relay's room that shows the question.
 */
export interface QuestionRevealed {
  id: string;
  stage: string;
  /** The index of the right option, from 0. */
  answer: number;
  /** Answers per option, in the order of the options. */
  counts: number[];
  winners: Winner[];
  /** The seed whose SHA-256 is `commitment`, lower-case hex. */
  seed: string;
}

/** One drawn winner. */
export interface Winner {
  viewer: string;
  name: string;
}

/**
 * `question.voided`: the question ends without a result, because an anchor or operator has called it off, or, sent by the server, because
 * answers may have been lost with Redis. To the stage's room and to every relay's room that shows the question.
 */
export interface QuestionVoided {
  id: string;
  stage: string;
}

/** `poll.scheduled`: a quick poll will be opened later; of what it asks nothing is told before. Sent as `question.scheduled` is. */
export interface PollScheduled {
  id: string;
  stage: string;
  /** When it opens, Unix milliseconds; a little later when another poll of the stage is open then. */
  opensAt: number;
}

/** `poll.cancelled`: a scheduled poll is not opened. To the rooms that were told of it. */
export interface PollCancelled {
  id: string;
  stage: string;
  reason: string;
}

/**
 * `poll.opened`: an anchor or operator opened a quick poll. To the stage's room, and to the relay's room while the stage is on air; when a
 * relay cuts to the stage, also the poll that is open then.
 */
export interface PollOpened {
  id: string;
  stage: string;
  text: string;
  /** 2–6 texts; a vote is the index of one. */
  options: string[];
  /** Channel time at which the time to vote ends in the picture, Unix milliseconds. */
  closesAt: number;
  /** The server accepts votes until then, Unix milliseconds. */
  acceptUntil: number;
}

/**
 * `poll.revealed`: the poll is over, and this is the result. Sent by the server when no more votes come in, to the stage's room and to
 * every relay's room that shows the poll.
 */
export interface PollRevealed {
  id: string;
  stage: string;
  /** Votes per option, in the order of the options. */
  counts: number[];
}

/**
 * `poll.voided`: the poll ends without a result, because votes were lost with Redis. Sent by the server, to the rooms that show the poll.
 */
export interface PollVoided {
  id: string;
  stage: string;
}

/**
 * `vote.scheduled`: a vote was made that opens later. To the stage's room, and to the relay's room while the stage is on air. The pages
 * show it when it opens.
 */
export interface VoteScheduled {
  id: string;
  stage: string;
  title: string;
  options: VoteOption[];
  /** When it opens, Unix milliseconds; absent when somebody opens it by hand. */
  opensAt?: number;
  /** When it closes, Unix milliseconds; absent when that counts from its opening. */
  closesAt?: number;
}

/** One of the things that a vote lets people choose. */
export interface VoteOption {
  /** 1–80 characters. */
  name: string;
  /** The same in English; absent when there is none. */
  nameEn?: string;
}

/**
 * `vote.opened`: persons may vote, each once, with `POST /api/v1/votes/{id}/ballots`. The database keeps and counts the ballots; this room
 * only shows the vote. To the stage's room, and to the relay's room while the stage is on air; when a relay cuts to the stage, also the
 * votes that are open then. Told again when Redis has lost it.
 */
export interface VoteOpened {
  id: string;
  stage: string;
  title: string;
  /** 2–50; a ballot names one by its index, from 0. */
  options: VoteOption[];
  /** Unix milliseconds. */
  opensAt: number;
  /** The end of the vote as it is shown, Unix milliseconds. */
  closesAt: number;
  /** Ballots are accepted until then, Unix milliseconds. */
  acceptUntil: number;
  /** When the counts are shown: `live`, or `after` the end. */
  results: string;
  /** The least proof that voting takes, one of `Proofs`. */
  strength: string;
}

/** `vote.paused`: the vote's time stands still, and it takes no ballots. To the rooms that show the vote. */
export interface VotePaused {
  id: string;
  stage: string;
  /** The number of this pause of the vote, from 1. */
  pause: number;
}

/** `vote.resumed`: the time of a paused vote goes on, and ends later by as long as the pause was. To the rooms that show the vote. */
export interface VoteResumed {
  id: string;
  stage: string;
  pause: number;
  closesAt: number;
  acceptUntil: number;
}

/** `vote.closed`: no more ballots are accepted; the result follows. To the rooms that show the vote. */
export interface VoteClosed {
  id: string;
  stage: string;
}

/** `vote.settled`: the final result. To the rooms that show the vote. */
export interface VoteSettled {
  id: string;
  stage: string;
  /** Ballots per option, in the order of the options. */
  counts: number[];
  /** How many ballots there are; the sum of `counts`. */
  ballots: number;
  /** SHA-256 over the digests of all ballots, lower-case hex: it proves later that none was changed. */
  root: string;
}

/** `vote.voided`: the vote ends without a result, because an operator has said so. To the rooms that show the vote. */
export interface VoteVoided {
  id: string;
  stage: string;
}

/**
 * `onair`: a relay cut to a stage. Sent by the playout at the cut, to the relay's room; `showAt` is the cut's date-time. Sent again when
 * the room's log has lost it.
 */
export interface StageOnAir {
  stage: string;
  /** The rundown's slot; absent when an operator caused the cut. */
  slot?: string;
}

/**
 * `slate`: a channel began or ceased to show its slate. Sent by the playout, to that channel's room; `showAt` is the date-time of the
 * change.
 */
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
  /** When the new token expires, Unix milliseconds; null when it never does. */
  expiresAt: number | null;
}

/** The answer to a call that appends an event. */
export interface Appended {
  /** The event's offset in the log; 0 when it is `held`. */
  offset: number;
  /** True for a message that waits for a moderator; absent otherwise. */
  held?: boolean;
}

/** The answer to `Answer`: the answer is stored and counts. */
export interface AnswerResult {
  /** False when it plays for fun: the caller has not proved to be a person, or not as strongly as winning takes. */
  eligible: boolean;
}

/** A question as an anchor writes it. */
export interface QuestionDraft {
  /** 1–200 characters. */
  text: string;
  /** 2–6 texts of 1–80 characters. */
  options: string[];
  /** The index of the right option, from 0. Null to mark it later, while the question runs or when it has closed. */
  answer?: number | null;
  /** How long the question is open in the picture, 3–300 seconds. */
  seconds: number;
  /** How many winners are drawn from those who answer right, 0–100. */
  winners?: number;
  /** The prize, a product of the catalogue. */
  productId?: string | null;
  /** The least proof that winning takes, one of `Proofs`. Guests may answer, and are never drawn. */
  strength?: string;
  /**
   * When it opens, Unix milliseconds: five seconds to 24 hours from now. Null for at once. Until then the room is told of it without its
   * text.
   */
  opensAt?: number | null;
}

/** The answer to `OpenQuestion` and `POST …/questions`. */
export interface QuestionOpenedReply {
  id: string;
  /** The offset of the event in the room's log: that it is open, or that it is scheduled. */
  offset: number;
}

/** A poll as an anchor writes it. */
export interface PollDraft {
  /** 1–200 characters. */
  text: string;
  /** 2–6 texts of 1–80 characters. */
  options: string[];
  /** How long the poll is open in the picture, 3–300 seconds. */
  seconds: number;
  opensAt?: number | null;
}

/** The answer to `OpenPoll` and `POST …/polls`. */
export interface PollOpenedReply {
  id: string;
  offset: number;
}

/** A restriction as a moderator asks for it with `Restrict`. */
export interface RestrictionDraft {
  /** `timeout`: may not talk for some time; `ban`: may only read; `shadow`: may talk, but only moderators see the messages. */
  kind: string;
  /** For how long: 1 to 1,209,600 (14 days). A ban or a shadow may have none and then holds until it is lifted. */
  seconds?: number;
  /** For the audit trail: one line of at most 200 characters. */
  reason?: string;
  /** Also removes the person's messages in the room; ignored for `shadow`, which must stay unnoticed. */
  removeMessages?: boolean;
}

/** Server → client on `/hubs/room`. */
export interface RoomClient {
  /**
   * New events of the joined room, or changed counts: at most one frame a tick, and at least one in about five seconds, also without news.
   * A connection that is in no room gets none.
   */
  Events(batch: EventBatch): Promise<void>;
  /**
   * The reports of stages that have changed, to connections that called `WatchStages`: all stages in the first frame, at most one frame a
   * second. A frame has only stages that the caller may see.
   */
  Stages(reports: StageReports): Promise<void>;
  /**
   * What concerns the caller alone, to every connection of this person, in a room or not, in the order of the positions. Some may come
   * twice or not at all: a client that connects, that gets a position which does not follow the last one it knows, or that gets an empty
   * list (something may have been lost) reads the rest from `GET /api/v1/my/inbox?after=`. Guests, sites and staff get none; who is signed
   * in at the screen of a village site gets only empty lists, because that inbox leaves out what is not for everybody there.
   */
  Yours(events: YoursEvent[]): Promise<void>;
  /**
   * Sent before the node stops. After `delay` milliseconds, random for each connection, the client closes this connection and joins again
   * on another node, with its position.
   */
  Reconnect(delay: number): Promise<void>;
}

/** One frame from the server to a member of a room; see `Events`. */
export interface EventBatch {
  /** The log's epoch. A client that knows another one joins again with its position and is told whether to resync. */
  epoch: string;
  /** The log position before this batch. A client whose position is lower has missed something and joins again with it. */
  from: number;
  /** The log position after this batch. */
  to: number;
  /** In the order of their offsets. Missing offsets are chat messages that were left out; `skipped` counts them. */
  events: RoomEvent[];
  counts: RoomCounts;
  /** How many chat messages of this batch were left out. */
  skipped: number;
  /** True in every frame while the room refuses commands with `room.paused`; absent otherwise. */
  paused?: boolean;
}

/** The stages that have changed since the frame before. */
export interface StageReports {
  /** When they were read, Unix milliseconds. */
  at: number;
  stages: StageReport[];
}

/** A stage's health as the control room shows it. Ingest writes it once a second; connections that watch get it when it has changed. */
export interface StageReport {
  stage: string;
  /** False when Ingest reports nothing about the stage; then the other values mean nothing. */
  known: boolean;
  /** True while the stage puts out pictures of a source. */
  live: boolean;
  /** When the present publisher came, Unix milliseconds; null without one. */
  publisherSince: number | null;
  /** As in RFC 6381; null without a run. */
  codecs: string | null;
  width: number;
  height: number;
  /** Pictures a second, over the last five seconds. */
  frameRate: number;
  /** Bits a second as received, over the last five seconds. */
  bitrate: number;
  /** Seconds between keyframes. */
  gop: number;
  /** Milliseconds since the last packet, rounded down to whole seconds; null when none has come. */
  lastPacketAge: number | null;
  /** Milliseconds by which sound is stamped later than the picture it comes with (negative: earlier); null when unknown. */
  avSkew: number | null;
  /** RMS level of the last second's sound, dBFS; null when unknown. */
  level: number | null;
  /** The loudest sample of the last second, dBFS; null when unknown. */
  peak: number | null;
  /** How often a publisher came back within the last hour. */
  reconnects: number;
  /** The input that is shown, such as `push` or `hls`; null without one. */
  input: string | null;
  /** The input's index in the stage's order; 0 is the primary. Null without one. */
  inputNumber: number | null;
  /** The alarms that are raised, the gravest first. */
  alarms: StageAlarm[];
}

/** A problem of a stage that a person should look at, from when it is raised until it clears. */
export interface StageAlarm {
  /** A stable word, such as `picture.black`. */
  code: string;
  severity: AlarmSeverity;
  /** When it was raised, Unix milliseconds. */
  since: number;
  /** What was measured last, in the unit of `threshold`; null for alarms without a measure. */
  value: number | null;
  /** The limit beyond which the alarm is raised; its unit depends on `code`. */
  threshold: number | null;
  /** One English sentence; pages have texts of their own for the codes they know. */
  text: string;
}

/** How much an alarm matters, the least first. */
export type AlarmSeverity = 'notice' | 'warning' | 'critical';

/** One entry of a person's inbox: what concerns this person alone. Stored before it is sent, and never changed. */
export interface Kept<Type extends string, Data> {
  /** The number in the inbox of this person: 1, 2, 3…, without holes. */
  position: number;
  /** One of `YoursTypes`. Clients pass over types that they do not know. */
  type: Type;
  /** When it was stored, Unix milliseconds. */
  at: number;
  /** The data, whose shape `type` names. */
  data: Data;
}

/** Every type of entry of an inbox. A newer server may send others: pass over them. */
export type YoursEvent =
  | Kept<'prize.won', PrizeWon>
  | Kept<'prize.shipped', PrizeShipped>;

/** `prize.won`: the person was drawn for a question. Stored once the question is revealed and not before; a voided question gives none. */
export interface PrizeWon {
  question: string;
  stage: string;
  /** The question's text. */
  text: string;
  /** The product that was won; absent when the question named none. */
  prize?: ProductCard;
  /** From 1, in the order of the draw. */
  rank: number;
}

/** `prize.shipped`: the person's prize is on its way. Its sender has said so. */
export interface PrizeShipped {
  question: string;
  stage: string;
  /** The question's text. */
  text: string;
  /** The product; absent when the question named none, or it is no longer in the catalogue. */
  prize?: ProductCard;
  carrier: string;
  /** The carrier's number. */
  tracking: string;
}

/** `GET /rooms/{room}/feed/snapshot.json`: what `Join` answers without a position, and the number of the next chunk. */
export interface FeedSnapshot {
  epoch: string;
  /** The log position that `snapshot` and `events` reach. */
  offset: number;
  snapshot: RoomSnapshot;
  /** The newest chat messages. */
  events: RoomEvent[];
  /** The number of the chunk to go on with. It may begin with events up to `offset`, which a reader ignores. */
  next: number;
}

/**
 * `GET /rooms/{room}/feed/{epoch}/{n}.json`: the events of the first second with events, from second `n` (Unix seconds of the log's clock)
 * and before the next multiple of ten seconds; without events if there is no such second. A chunk never changes and is the same on every
 * node. A request that comes before the chunk is complete waits for it.
 */
export interface FeedChunk {
  epoch: string;
  /** The log position before this chunk. A reader whose position is lower has missed something and reads the snapshot. */
  from: number;
  /** The log position after this chunk. */
  to: number;
  /** In the order of their offsets: all control events, and chat sampled as in a frame. A reader ignores what it knows. */
  events: RoomEvent[];
  /** How many chat messages of this chunk were left out. */
  skipped: number;
  /** The number of the next chunk. */
  next: number;
}

/**
 * The answer instead of a chunk when the epoch has ended. A reader whose position is at most `ended` goes on with chunk `next` of `epoch`;
 * a reader beyond it knows events that the log has lost, and reads the snapshot.
 */
export interface FeedMoved {
  /** The epoch in force. */
  epoch: string;
  /** The last position of the epoch that was asked for. */
  ended: number;
  /** The number of the chunk to go on with: the one that was asked for. */
  next: number;
}

/** `GET /rooms/{room}/feed/counts.json`: the room's numbers, for readers of the feed, who are not counted themselves. */
export interface FeedCounts {
  counts: RoomCounts;
  /** The server's clock, Unix milliseconds. */
  now: number;
}

/** A question as anyone may see it; `answer` and what follows are present only after the reveal. */
export interface QuestionView {
  id: string;
  stage: string;
  /** One of `QuestionStates`. */
  state: string;
  /** When it opens, Unix milliseconds; present while it is scheduled. */
  opensAt?: number;
  /** Empty before it opens, but for those who may act for the stage; the options too. */
  text: string;
  options: string[];
  closesAt: number;
  acceptUntil: number;
  commitment: string;
  strength: string;
  /** How many people have answered so far. */
  answers: number;
  /** Whether the right option is marked; only for those who may act for the stage. Which it is, nobody is told before the reveal. */
  marked?: boolean;
  answer?: number;
  counts?: number[];
  winners?: Winner[];
  seed?: string;
}
