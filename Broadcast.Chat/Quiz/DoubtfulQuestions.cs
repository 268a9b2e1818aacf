using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Questions of which a part may be lost. Only the database knows whether their result is committed, so the room asks Api before one is voided:
/// what is committed is told again, and the rest is voided.
/// </summary>
internal sealed class DoubtfulQuestions(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes)
{
    private static readonly RedisScript DoubtScript = OutcomeStream.Script<DoubtfulQuestions>(
        ["Doubt"], keys: ["questionKey", "unsettledKey"], arguments: ["id", "openedTail", "closedTail", "heard", "settleAge", "fields..."]);
    private static readonly RedisScript VoidScript = RoomLog.Script<DoubtfulQuestions>(["Void"], keys: ["questionKey"], arguments: ["voidedTail"]);
    private static readonly RedisScript ReconcileScript = OutcomeStream.Script<DoubtfulQuestions>(
        ["Reconcile"], keys: ["questionKey", "unsettledKey"], arguments: ["id", "booked"]);

    /// <summary>Set in the room's slot: questions that were handed to Api, until <see cref="ReconcileAsync"/> finds that both agree on them.</summary>
    public static RedisKey Unsettled(StageId stage, RedisKeys keys) => keys.Room(stage.Room, "unsettled");

    /// <summary>
    /// Asks Api for a question that is no longer in Redis, from what its event said, and shows it as closed. If its result was heard, it is revealed
    /// as soon as Api tells it again. Returns its state.
    /// </summary>
    public async Task<string> DoubtAsync(ShownQuestion shown)
    {
        var (item, opened) = (shown.Event, shown.Opened);
        var draft = new QuestionDraft { Text = opened.Text, Options = opened.Options, Answer = -1, Seconds = 0, Winners = opened.Winners, ProductId = opened.Prize?.Id };
        return (string)(await log.RunAsync(
            DoubtScript,
            opened.Stage.Room,
            Keys(opened.Id, opened.Stage),
            [
                .. outcomes.Arguments(opened.Stage.Room), ("id", opened.Id.Value), ("openedTail", new NewEvent(opened, item.ShowAt, item.By).Tail()),
                ("closedTail", new NewEvent(new QuestionClosed { Id = opened.Id, Stage = opened.Stage }).Tail()), ("heard", shown.Heard ? "1" : ""),
                ("settleAge", QuestionStore.SettleAge),
            ],
            argumentList: QuestionStore.Flat(Question.Fields(opened, draft, seed: ""))))!;
    }

    /// <summary>Voids a question without a result, after the database has it as voided. Returns its state.</summary>
    public async Task<string> VoidAsync(QuestionId id, StageId stage) =>
        (string)(await log.RunAsync(
            VoidScript,
            stage.Room,
            [("questionKey", QuestionStore.KeysOf(id, stage.Room, keys)[0])],
            [("voidedTail", new NewEvent(new QuestionVoided { Id = id, Stage = stage }).Tail())]))!;

    /// <summary>The questions of a stage that were handed to Api and not compared for good yet.</summary>
    public async Task<IReadOnlyList<QuestionId>> UnsettledAsync(StageId stage) =>
        [.. from id in await redis.Database.SetMembersAsync(Unsettled(stage, keys)) select QuestionId.Parse((string)id!)];

    /// <summary>Hands a question to Api once more, unless the database agrees with the room or the question waits for Api.</summary>
    /// <param name="id">The question.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="voided">What the database has: true when it is voided, false when it has a result, null when there is nothing.</param>
    public Task ReconcileAsync(QuestionId id, StageId stage, bool? voided) =>
        log.RunAsync(
            ReconcileScript,
            stage.Room,
            Keys(id, stage),
            [
                .. outcomes.Arguments(stage.Room), ("id", id.Value),
                ("booked", voided switch { true => Question.Voided, false => "result", null => "nothing" }),
            ]);

    private (string Name, RedisKey Value)[] Keys(QuestionId id, StageId stage) =>
    [
        ("outcomesKey", outcomes.Key(stage.Room)), ("questionKey", QuestionStore.KeysOf(id, stage.Room, keys)[0]), ("unsettledKey", Unsettled(stage, keys)),
    ];
}
