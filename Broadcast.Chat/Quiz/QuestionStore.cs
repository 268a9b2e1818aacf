using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Questions in their stage's slot. Every step from state to state is one script that changes the state, appends the event and writes the
/// outcome, so that any node may take it and only one does.
/// </summary>
internal sealed class QuestionStore(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, DisciplinedClock clock, IOptions<RoomOptions> options, IOptions<RedisOptions> durability)
{
    /// <summary>How much later than its time a question closes by itself, in ms: longer than any node's clock is uncertain.</summary>
    private static readonly long Tolerance = (long)DisciplinedClock.Tolerance.TotalMilliseconds;

    public const string NotThere = "unknown";

    /// <summary>For how long a question waits for Api, in ms: longer than any outage, and not for ever.</summary>
    public static readonly long SettleAge = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    private static readonly RedisScript OpenScript = RoomLog.Script<QuestionStore>(
        ["Open"],
        keys: ["questionKey", "quizKey", "dueKey", "onceKey?"],
        arguments: ["id", "openedTail", "acceptUntil", "onceLifetime", "durable", "fields..."]);
    private static readonly RedisScript CloseScript = OutcomeStream.Script<QuestionStore>(
        ["Close"],
        keys: ["questionKey", "answersKey", "quizKey", "dueKey", "unsettledKey"],
        arguments: ["id", "closedTail", "atOnce", "tolerance", "settleAge"]);
    private static readonly RedisScript SettleScript = RoomLog.Script<QuestionStore>(
        ["Settle"], keys: ["questionKey", "answersKey"], arguments: ["winners", "revealedTail", "fields..."]);
    private static readonly RedisScript RevealScript = RoomLog.Script<QuestionStore>(["Reveal"], keys: ["questionKey"], arguments: ["revealedTail"]);
    private static readonly RedisScript WholeScript = RedisScript.Beside<QuestionStore>("Whole", keys: ["metaKey", "questionKey"], arguments: []);
    private static readonly RedisScript AnswerScript = RoomLog.Timed<QuestionStore>(
        "Answer", keys: ["questionKey", "answersKey", .. RestrictionStore.PreludeKeys], arguments: ["viewer", "option", "name", "lifetime", "uncertain"],
        prelude: RestrictionStore.Prelude);
    private static readonly RedisScript StatesScript = RedisScript.Beside<QuestionStore>("States", keys: ["questionKeys..."], arguments: []);
    private static readonly RedisScript DueScript = RoomLog.Timed<QuestionStore>("Due", keys: ["quizKey", "dueKey"], arguments: ["tolerance"]);

    public async Task<Question?> ReadAsync(QuestionId id, StageId stage) =>
        Question.Read(id, stage, await redis.Database.HashGetAllAsync(Hash(id, stage)));

    /// <summary>The question with what says whether it is whole, from the primary; null when it is not there.</summary>
    public async Task<WholeQuestion?> WholeAsync(QuestionId id, StageId stage)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            WholeScript, [("metaKey", keys.Room(stage.Room, "meta")), ("questionKey", Hash(id, stage))], [], CommandFlags.DemandMaster))!;
        var fields = (RedisValue[])reply[3]!;
        return Question.Read(id, stage, [.. fields.Chunk(2).Select(pair => new HashEntry(pair[0], pair[1]))]) is { } question
            ? new WholeQuestion(question, (string)reply[0]!, (string)reply[1]!, (string)reply[2]!)
            : null;
    }

    /// <summary>The states of questions of one stage, in order; empty for those that are not there. One call of Redis.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync(StageId stage, IReadOnlyList<QuestionId> ids) =>
        (string[])(await redis.RunAsync(StatesScript, [], [], keyList: [.. ids.Select(id => Hash(id, stage))]))!;

    /// <summary>The offset and the question's id; offset 0 and the other's id when one is open.</summary>
    public async Task<(long Offset, QuestionId Id)> OpenAsync(QuestionOpened opened, QuestionDraft draft, string seed, long showAt, EventAuthor by, Once once)
    {
        var room = opened.Stage.Room;
        var reply = (RedisResult[])(await log.RunAsync(
            OpenScript,
            room,
            [
                ("questionKey", Hash(opened.Id, opened.Stage)), ("quizKey", keys.Room(room, "quiz")), ("dueKey", keys.Room(room, "due")),
                ("onceKey", log.OnceKey(room, once.Id)),
            ],
            [
                ("id", opened.Id.Value), ("openedTail", new NewEvent(opened, showAt, by).Tail()), ("acceptUntil", opened.AcceptUntil),
                ("onceLifetime", (long)options.Value.OnceAge.TotalSeconds), ("durable", durability.Value.Durable ? "1" : ""),
            ],
            argumentList: Flat(Question.Fields(opened, draft, seed))))!;
        return ((long)reply[0], QuestionId.Parse((string)reply[1]!));
    }

    /// <summary>What became of it: <c>ok</c>, <c>unknown</c>, <c>banned</c>, <c>closed</c>, <c>option</c>, <c>answered</c>.</summary>
    public async Task<string> AnswerAsync(QuestionId id, StageId stage, ViewerId viewer, string name, int option) =>
        (string)(await redis.RunAsync(
            AnswerScript,
            [
                ("metaKey", keys.Room(stage.Room, "meta")), ("questionKey", Hash(id, stage)), ("answersKey", Answers(id, stage)),
                .. RestrictionStore.KeysOf(stage.Room, keys),
            ],
            [
                ("viewer", viewer.Value), ("option", option), ("name", name), ("lifetime", (long)options.Value.ControlAge.TotalMilliseconds),
                ("uncertain", (long)clock.Uncertainty.TotalMilliseconds),
            ]))!;

    public async Task<IReadOnlyList<QuestionId>> DueAsync(StageId stage)
    {
        var due = (string[])(await redis.RunAsync(
            DueScript,
            [("metaKey", keys.Room(stage.Room, "meta")), ("quizKey", keys.Room(stage.Room, "quiz")), ("dueKey", keys.Room(stage.Room, "due"))],
            [("tolerance", Tolerance)]))!;
        return [.. due.Select(QuestionId.Parse)];
    }

    /// <summary>Closes it if its time is over, or at once. Returns its state then.</summary>
    public async Task<string> CloseAsync(QuestionId id, StageId stage, bool atOnce, EventAuthor? by) =>
        (string)(await log.RunAsync(
            CloseScript,
            stage.Room,
            [
                ("outcomesKey", outcomes.Key(stage.Room)), ("questionKey", Hash(id, stage)), ("answersKey", Answers(id, stage)),
                ("quizKey", keys.Room(stage.Room, "quiz")), ("dueKey", keys.Room(stage.Room, "due")),
                ("unsettledKey", DoubtfulQuestions.Unsettled(stage, keys)),
            ],
            [
                .. outcomes.Arguments(stage.Room), ("id", id.Value),
                ("closedTail", new NewEvent(new QuestionClosed { Id = id, Stage = stage }, By: by).Tail()),
                ("atOnce", atOnce ? "1" : ""), ("tolerance", Tolerance), ("settleAge", SettleAge),
            ]))!;

    /// <summary>Takes the committed result of a closed or doubtful question. Returns its state.</summary>
    public async Task<string> SettleAsync(QuestionId id, StageId stage, CommittedQuestion result, long showAt)
    {
        var revealed = new QuestionRevealed
        {
            Id = id,
            Stage = stage,
            Answer = result.Answer,
            Counts = result.Counts,
            Winners = result.Winners,
            Seed = result.Seed,
        };
        HashEntry[] fields = [new("answer", result.Answer), new("seed", result.Seed), .. result.Counts.Select((count, i) => new HashEntry($"c{i}", count))];
        return (string)(await log.RunAsync(
            SettleScript,
            stage.Room,
            [("questionKey", Hash(id, stage)), ("answersKey", Answers(id, stage))],
            [
                ("winners", JsonSerializer.SerializeToUtf8Bytes(result.Winners, ContractJson.Options)),
                ("revealedTail", new NewEvent(revealed, showAt).Tail()),
            ],
            argumentList: Flat(fields)))!;
    }

    public async Task<string> RevealAsync(Question question, long showAt) =>
        (string)(await log.RunAsync(
            RevealScript,
            question.Stage.Room,
            [("questionKey", Hash(question.Id, question.Stage))],
            [("revealedTail", question.State == Question.Drawn ? new NewEvent(question.Reveal(question.Drawing), showAt).Tail() : RedisValue.EmptyString)]))!;

    /// <summary>Those who chose <paramref name="option"/>, read piece by piece: a closed question's answers no longer change.</summary>
    public async Task<IReadOnlyList<Winner>> WhoChoseAsync(QuestionId id, StageId stage, int option)
    {
        var chosen = new Dictionary<string, Winner>(StringComparer.Ordinal);
        var prefix = $"{option}|";
        await foreach (var entry in redis.Database.HashScanAsync(Answers(id, stage), pageSize: 500))
        {
            // A scan may return a field twice.
            if ((string)entry.Value! is { } value && value.StartsWith(prefix, StringComparison.Ordinal))
                chosen[(string)entry.Name!] = new Winner { Viewer = ViewerId.Parse((string)entry.Name!), Name = value[prefix.Length..] };
        }

        return [.. chosen.Values];
    }

    /// <summary>The keys in which a question of this stage's room is kept.</summary>
    public static RedisKey[] KeysOf(QuestionId id, RoomId room, RedisKeys keys) => [keys.Room(room, $"question:{id}"), keys.Room(room, $"question:{id}:answers")];

    private RedisKey Hash(QuestionId id, StageId stage) => KeysOf(id, stage.Room, keys)[0];

    private RedisKey Answers(QuestionId id, StageId stage) => KeysOf(id, stage.Room, keys)[1];

    public static RedisValue[] Flat(HashEntry[] fields) => [.. fields.SelectMany(field => (RedisValue[])[field.Name, field.Value])];
}
