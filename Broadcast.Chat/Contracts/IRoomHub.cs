using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Contracts;

/// <summary>
/// Client → server on <c>/hubs/room</c>. A refused call fails with an error that ends in <c>HubException: code: text</c>; the codes are
/// those of the HTTP API. Every token or ticket travels in <c>access_token</c>. Any call may also fail with <c>room.paused</c> (Redis is
/// away; it passes), <c>room.too_fast</c> (too many calls), <c>auth.required</c> (the token has expired), <c>request.id</c> (a malformed
/// id), <c>call.unknown</c> or <c>call.arguments</c> (it fits no method). Last arguments that have a default may be left out. Rights are those
/// in the snapshot's <see cref="RoomSnapshot.May"/>. An optional <c>id</c>, made by the client, gives a repeated call one effect; it is
/// remembered for 24 hours, that of a message for ten minutes.
/// </summary>
public interface IRoomHub
{
    /// <summary>
    /// Joins a room and leaves the one before. With a position, returns every control event after it and the chat that is still kept; with
    /// <c>resync</c> when the log has lost events that the position includes, or no longer keeps all control events after it. Needs the
    /// right <c>read</c>. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<JoinResult> Join(string room, Position? position = null);

    /// <summary>
    /// Replaces the connection's token by a newer one of the same person, before it expires: a connection whose token has expired is
    /// closed. For any caller. Errors: <c>auth.required</c> (not a valid token), <c>auth.other</c> (another person's token).
    /// </summary>
    Task<Renewed> Refresh(string token);

    /// <summary>Leaves the room. Always succeeds.</summary>
    Task Leave();

    /// <summary>
    /// Says <paramref name="text"/> (1–200 characters) in the joined room. Needs the right <c>chat</c>. A message that is masked, or that
    /// waits for a moderator (<see cref="Appended.Held"/>), is no error.
    /// Errors: <c>room.not_joined</c>, <c>auth.forbidden</c>, <c>chat.empty</c>, <c>chat.too_long</c>, <c>chat.too_fast</c>, and of
    /// moderation <c>chat.slow</c>, <c>chat.timeout</c>, <c>chat.banned</c>, <c>chat.followers_only</c>, <c>chat.staff_only</c>,
    /// <c>chat.word</c>, <c>chat.review_full</c>, <c>chat.review_yours</c>.
    /// </summary>
    Task<Appended> Say(string text, string? id = null);

    /// <summary>
    /// Adds likes (1–50 a call) to the joined room. Needs the right <c>like</c>. Errors: <c>room.not_joined</c>, <c>auth.forbidden</c>,
    /// <c>like.count</c>.
    /// </summary>
    Task Like(int count);

    /// <summary>
    /// Answers a question with the index of an option, once per person. Needs the right <c>answer</c>. Every answer counts; who has not proved to be a
    /// person as strongly as winning takes is told so, and plays for fun.
    /// Errors: <c>quiz.unknown</c>, <c>quiz.option</c>, <c>quiz.closed</c>, <c>quiz.answered</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<AnswerResult> Answer(string questionId, int option);

    /// <summary>
    /// Pins a product of the catalogue, in place of any earlier pin. Anchors of the stage and operators may call it. Errors:
    /// <c>room.not_a_stage</c>, <c>product.unknown</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<Appended> Pin(string stage, string productId, string? id = null);

    /// <summary>
    /// Ends the stage's pin; succeeds when there is none. Anchors of the stage and operators may call it. Errors: <c>room.not_a_stage</c>,
    /// <c>auth.forbidden</c>.
    /// </summary>
    Task Unpin(string stage);

    /// <summary>
    /// Opens a question at once, or schedules it (<see cref="QuestionDraft.OpensAt"/>): its prize is reserved in both cases. Anchors of the stage and
    /// operators may call it.
    /// Errors: <c>room.not_a_stage</c>, <c>quiz.text</c>, <c>quiz.options</c>, <c>quiz.answer</c>, <c>quiz.seconds</c>,
    /// <c>quiz.winners</c>, <c>quiz.strength</c>, <c>quiz.busy</c> (one is open), <c>product.unknown</c>, <c>prize.short</c>,
    /// <c>prize.unanswered</c>, <c>schedule.time</c>, <c>schedule.full</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<QuestionOpenedReply> OpenQuestion(string stage, QuestionDraft question, string? id = null);

    /// <summary>
    /// Opens a scheduled question now; succeeds when it is open. Anchors of the stage and operators may call it. Errors: <c>quiz.unknown</c>,
    /// <c>quiz.busy</c>, <c>schedule.over</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task OpenQuestionNow(string id);

    /// <summary>
    /// Cancels a scheduled question, and gives its prize back; succeeds when it is cancelled already. Anchors of the stage and operators may call
    /// it. Errors: <c>quiz.unknown</c>, <c>schedule.over</c> (it has opened), <c>auth.forbidden</c>.
    /// </summary>
    Task CancelQuestion(string id);

    /// <summary>
    /// Closes a question now; succeeds when it is closed already. Anchors of the stage and operators may call it. Errors: <c>quiz.unknown</c>,
    /// <c>schedule.early</c> (it is not open yet), <c>auth.forbidden</c>.
    /// </summary>
    Task CloseQuestion(string id);

    /// <summary>
    /// Marks the right option of a question: as often as wanted while it runs, and once when it has closed without one. Nobody is told which it is
    /// before the reveal. Anchors of the stage and operators may call it. Errors: <c>quiz.unknown</c>, <c>quiz.answer</c>, <c>quiz.closed</c> (it has
    /// closed with another one), <c>quiz.voided</c>, <c>schedule.early</c> (it is not open yet), <c>auth.forbidden</c>.
    /// </summary>
    Task MarkAnswer(string id, int option);

    /// <summary>
    /// Calls a question off that runs, or that has closed without a right option: nobody wins, and its prize goes back. Succeeds when it is voided
    /// already. Anchors of the stage and operators may call it. Errors: <c>quiz.unknown</c>, <c>quiz.closed</c> (its winners are being drawn),
    /// <c>schedule.early</c> (it is not open yet), <c>auth.forbidden</c>.
    /// </summary>
    Task VoidQuestion(string id);

    /// <summary>
    /// Stops the time of an open question; succeeds when it is paused already. What viewers see with a delay they may still answer, for as long as
    /// after its end. Anchors of the stage and operators may call it. Errors: <c>quiz.unknown</c>, <c>quiz.closed</c>, <c>quiz.voided</c>,
    /// <c>auth.forbidden</c>.
    /// </summary>
    Task PauseQuestion(string id);

    /// <summary>
    /// Lets the time of a paused question go on: it ends later by as long as the pause was. Succeeds when it is open. Anchors of the stage and
    /// operators may call it. Errors: <c>quiz.unknown</c>, <c>quiz.closed</c>, <c>quiz.voided</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task ResumeQuestion(string id);

    /// <summary>
    /// Opens a quick poll of a stage at once, or schedules it; its result is shown when its time is over. A repeated <paramref name="id"/> has no
    /// further effect. Anchors of the stage and operators may call it. Errors: <c>poll.text</c>, <c>poll.options</c>, <c>poll.seconds</c>,
    /// <c>poll.busy</c> (one is open), <c>schedule.time</c>, <c>schedule.full</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<PollOpenedReply> OpenPoll(string stage, PollDraft poll, string? id = null);

    /// <summary>
    /// Opens a scheduled poll now; succeeds when it is open. Anchors of the stage and operators may call it. Errors: <c>poll.unknown</c>,
    /// <c>poll.busy</c>, <c>schedule.over</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task OpenPollNow(string id);

    /// <summary>
    /// Cancels a scheduled poll; succeeds when it is cancelled already. Anchors of the stage and operators may call it. Errors:
    /// <c>poll.unknown</c>, <c>schedule.over</c> (it has opened), <c>auth.forbidden</c>.
    /// </summary>
    Task CancelPoll(string id);

    /// <summary>
    /// Ends a poll now and shows its result; succeeds when it is over. Anchors of the stage and operators may call it. Errors: <c>poll.unknown</c>,
    /// <c>schedule.early</c> (it is not open yet), <c>auth.forbidden</c>.
    /// </summary>
    Task ClosePoll(string id);

    /// <summary>
    /// Votes in a poll, once; when this returns, the vote is stored. Needs the right <c>answer</c>. Errors: <c>poll.unknown</c>, <c>poll.closed</c>,
    /// <c>poll.option</c>, <c>poll.voted</c>, <c>room.busy</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task Vote(string pollId, int option);

    /// <summary>
    /// Asks for the result of a closed question; the event follows once the winners are in the database. Anchors of the stage and
    /// operators may call it.
    /// Errors: <c>quiz.unknown</c>, <c>quiz.open</c>, <c>quiz.unmarked</c> (it has no right option yet), <c>quiz.voided</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task Reveal(string id);

    /// <summary>
    /// Removes a message for everybody. Needs the right <c>remove</c> in the room. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>,
    /// <c>moderation.reason</c>, <c>chat.unknown</c> (no longer kept, or already removed).
    /// </summary>
    Task RemoveMessage(string room, long offset, string? reason = null);

    /// <summary>
    /// Restricts a person in the room, in place of what the room imposed before. A ban or shadow by an operator, or by a moderator without
    /// stages of their own, holds in all rooms, in place of what was imposed in all before; what one room imposes holds besides. Needs the right
    /// named as the <see cref="RestrictionDraft.Kind"/> in the room. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>, <c>moderation.kind</c>,
    /// <c>moderation.seconds</c>, <c>moderation.reason</c>, <c>moderation.staff</c> (staff are not restricted), <c>moderation.full</c>,
    /// <c>moderation.stronger</c> (it would end a restriction that takes more or lasts longer, for which the caller has no right).
    /// </summary>
    Task Restrict(string room, string viewer, RestrictionDraft restriction);

    /// <summary>
    /// Ends what is imposed on a person in the room; succeeds when nothing is. Needs the right named as each restriction's kind. Only operators
    /// and moderators without stages of their own may end a restriction of all rooms. When they lift a ban or a shadow, everything that is
    /// imposed on the person ends in all rooms.
    /// Errors: <c>room.unknown</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task Lift(string room, string viewer);

    /// <summary>
    /// Sets who may talk in the room, and how. Needs the right <c>mode</c>. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>,
    /// <c>mode.chat</c>, <c>mode.slow</c>, <c>mode.followed</c>.
    /// </summary>
    Task SetMode(string room, RoomMode mode);

    /// <summary>
    /// Lets a held message into the room, or drops it. Needs the right <c>review</c>. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>,
    /// <c>held.unknown</c> (another moderator has decided, or the message waited too long).
    /// </summary>
    Task Review(string room, string held, bool approve);

    /// <summary>
    /// Begins the reports of <see cref="IRoomClient.Stages"/> to this connection, whatever room it is in. Operators and auditors get all
    /// stages, anchors their own. Errors: <c>auth.forbidden</c>.
    /// </summary>
    Task WatchStages();

    /// <summary>Ends the reports of <see cref="WatchStages"/>. Always succeeds.</summary>
    Task UnwatchStages();
}
