namespace Broadcast.Chat.Contracts;

/// <summary>
/// Client → server on <c>/hubs/room</c>. A refused call fails with an error that ends in <c>HubException: code: text</c>;
/// the codes are those of HTTP. Every token or ticket travels in <c>access_token</c>. Any call may also fail with <c>room.paused</c> (Redis
/// is away; it passes), <c>room.too_fast</c> (too many calls), <c>auth.required</c> (the token has ended) or <c>request.id</c> (a malformed id).
/// </summary>
public interface IRoomHub
{
    /// <summary>
    /// Enters a room (leaving the one before). With a position, returns every control event since then and what is left of the chat;
    /// <c>resync</c> when the log has lost what the position knows, or no longer keeps all control events behind it. Anyone who may read. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<JoinResult> Join(string room, Position? position = null);

    /// <summary>
    /// Goes on with a newer token of the same person, before the present one ends: a connection whose token has ended is closed. Anyone.
    /// Errors: <c>auth.required</c> (not a valid token), <c>auth.other</c> (another person's).
    /// </summary>
    Task<Renewed> Refresh(string token);

    /// <summary>Leaves the room. Always succeeds.</summary>
    Task Leave();

    /// <summary>
    /// Says <paramref name="text"/> (1–200 characters) in the joined room. Who may chat. Repeating an <paramref name="id"/> has one effect.
    /// What is masked or waits for a moderator (<see cref="Appended.Held"/>) is no error.
    /// Errors: <c>room.not_joined</c>, <c>auth.forbidden</c>, <c>chat.empty</c>, <c>chat.too_long</c>, <c>chat.too_fast</c>, and of moderation
    /// <c>chat.slow</c>, <c>chat.timeout</c>, <c>chat.banned</c>, <c>chat.followers_only</c>, <c>chat.staff_only</c>, <c>chat.word</c>, <c>chat.review_full</c>.
    /// </summary>
    Task<Appended> Say(string text, string? id = null);

    /// <summary>Adds likes (1–50 a call) to the joined room. Who may like. Errors: <c>room.not_joined</c>, <c>like.count</c>.</summary>
    Task Like(int count);

    /// <summary>
    /// Answers a question, once a person, from the stage's room or a relay's. <paramref name="shownAt"/> (Unix ms) is a hint.
    /// Errors: <c>quiz.unknown</c>, <c>quiz.option</c>, <c>quiz.closed</c>, <c>quiz.answered</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task Answer(string questionId, int option, long? shownAt = null);

    /// <summary>Pins a product of the catalogue. Anchors of the stage. Errors: <c>room.not_a_stage</c>, <c>product.unknown</c>, <c>auth.forbidden</c>.</summary>
    Task<Appended> Pin(string stage, string productId, string? id = null);

    /// <summary>Ends the stage's pin; succeeds when there is none. Anchors of the stage. Errors: <c>room.not_a_stage</c>, <c>auth.forbidden</c>.</summary>
    Task Unpin(string stage);

    /// <summary>
    /// Opens a question at once. Anchors of the stage.
    /// Errors: <c>room.not_a_stage</c>, <c>quiz.text</c>, <c>quiz.options</c>, <c>quiz.answer</c>, <c>quiz.seconds</c>, <c>quiz.winners</c>,
    /// <c>quiz.busy</c> (one is open), <c>product.unknown</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task<QuestionOpenedReply> OpenQuestion(string stage, QuestionDraft question, string? id = null);

    /// <summary>Closes a question now; succeeds when it is closed already. Anchors of the stage. Errors: <c>quiz.unknown</c>, <c>auth.forbidden</c>.</summary>
    Task CloseQuestion(string id);

    /// <summary>
    /// Reveals the result of a closed question; the event comes once the winners are committed. Anchors of the stage.
    /// Errors: <c>quiz.unknown</c>, <c>quiz.open</c>, <c>quiz.voided</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task Reveal(string id);

    /// <summary>
    /// Takes a message back, for everybody. Who may <c>remove</c> in the room. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>,
    /// <c>chat.unknown</c> (not kept any more, or removed before).
    /// </summary>
    Task RemoveMessage(string room, long offset, string? reason = null);

    /// <summary>
    /// Restricts a person in the room; operators and moderators without stages of their own, in all rooms. Replaces what held before. Who may do
    /// that <see cref="RestrictionDraft.Kind"/> in the room. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>, <c>moderation.kind</c>,
    /// <c>moderation.seconds</c>, <c>moderation.reason</c>, <c>moderation.staff</c> (staff are not restricted), <c>moderation.full</c>.
    /// </summary>
    Task Restrict(string room, string viewer, RestrictionDraft restriction);

    /// <summary>
    /// Ends what holds against a person; succeeds when nothing does. Who may do what is ended, and what holds in all rooms only who may in all.
    /// Errors: <c>room.unknown</c>, <c>auth.forbidden</c>.
    /// </summary>
    Task Lift(string room, string viewer);

    /// <summary>
    /// Says who may talk in the room, and how. Who may <c>mode</c>. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>, <c>mode.chat</c>,
    /// <c>mode.slow</c>, <c>mode.followed</c>.
    /// </summary>
    Task SetMode(string room, RoomMode mode);

    /// <summary>
    /// Lets a held message into the room, or drops it. Who may <c>review</c>. Errors: <c>room.unknown</c>, <c>auth.forbidden</c>,
    /// <c>held.unknown</c> (somebody was first, or it waited for too long).
    /// </summary>
    Task Review(string room, string held, bool approve);

    /// <summary>
    /// From now on <see cref="IRoomClient.Stages"/> tells how the stages do, in whatever room the connection is. Operators and auditors all
    /// stages, anchors their own. Errors: <c>auth.forbidden</c>.
    /// </summary>
    Task WatchStages();

    /// <summary>No more of that. Always succeeds.</summary>
    Task UnwatchStages();
}
