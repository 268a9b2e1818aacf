using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Questions in their stage's slot. Every step from state to state is one script that changes the state, appends the event and writes the
/// outcome, so that any node may take it and only one does.
/// </summary>
internal sealed class QuestionStore(RoomLog log, RedisLink redis, RedisKeys keys, OutcomeStream outcomes, IOptions<RoomOptions> options, IOptions<RedisOptions> durability)
{
    public const string NotThere = "unknown";

    /// <summary>For how long a question waits for Api, in ms: longer than any outage, and not for ever.</summary>
    private static readonly long SettleAge = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    private static readonly RedisScript OpenScript = RoomLog.Script<QuestionStore>(
        ["Open"],
        keys: ["questionKey", "quizKey", "dueKey", "onceKey?"],
        arguments: ["id", "openedTail", "acceptUntil", "onceLifetime", "durable", "fields..."]);
    private static readonly RedisScript CloseScript = OutcomeStream.Script<QuestionStore>(
        ["Close"],
        keys: ["questionKey", "answersKey", "quizKey", "dueKey"],
        arguments: ["id", "closedTail", "voidedTail", "atOnce", "settleAge"]);
    private static readonly RedisScript SettleScript = RoomLog.Script<QuestionStore>(
        ["Settle"], keys: ["questionKey", "answersKey"], arguments: ["winners", "revealedTail"]);
    private static readonly RedisScript RevealScript = RoomLog.Script<QuestionStore>(["Reveal"], keys: ["questionKey"], arguments: ["revealedTail"]);
    private static readonly RedisScript VoidScript = OutcomeStream.Script<QuestionStore>(
        ["Void"], keys: ["questionKey"], arguments: ["id", "voidedTail", "settleAge", "fields..."]);
    private static readonly RedisScript VoidClosedScript = RoomLog.Script<QuestionStore>(["VoidClosed"], keys: ["questionKey"], arguments: ["voidedTail"]);
    private static readonly RedisScript WholeScript = RedisScript.Beside<QuestionStore>("Whole", keys: ["metaKey", "questionKey"], arguments: []);
    private static readonly RedisScript AnswerScript = RedisScript.Beside<QuestionStore>(
        "Answer", keys: ["metaKey", "questionKey", "answersKey", "restrictedKey"], arguments: ["viewer", "option", "name", "lifetime"]);
    private static readonly RedisScript StatesScript = RedisScript.Beside<QuestionStore>("States", keys: ["questionKeys..."], arguments: []);
    private static readonly RedisScript DueScript = RedisScript.Beside<QuestionStore>("Due", keys: ["metaKey", "quizKey", "dueKey"], arguments: []);

    public async Task<Question?> ReadAsync(QuestionId id, StageId stage) =>
        Question.Read(id, stage, await redis.Database.HashGetAllAsync(Hash(id, stage)));

    /// <summary>The question with what says whether it is whole, from the primary; null when it is not there.</summary>
    public async Task<WholeQuestion?> WholeAsync(QuestionId id, StageId stage)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            WholeScript, [("metaKey", keys.Room(stage.Room, "meta")), ("questionKey", Hash(id, stage))], [], CommandFlags.DemandMaster))!;
        var fields = (RedisValue[])reply[2]!;
        return Question.Read(id, stage, [.. fields.Chunk(2).Select(pair => new HashEntry(pair[0], pair[1]))]) is { } question
            ? new WholeQuestion(question, (string)reply[0]!, (string)reply[1]!)
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
                ("restrictedKey", keys.Room(stage.Room, "restricted")),
            ],
            [("viewer", viewer.Value), ("option", option), ("name", name), ("lifetime", (long)options.Value.ControlAge.TotalMilliseconds)]))!;

    public async Task<IReadOnlyList<QuestionId>> DueAsync(StageId stage)
    {
        var due = (string[])(await redis.RunAsync(
            DueScript,
            [("metaKey", keys.Room(stage.Room, "meta")), ("quizKey", keys.Room(stage.Room, "quiz")), ("dueKey", keys.Room(stage.Room, "due"))],
            []))!;
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
            ],
            [
                .. outcomes.Arguments(stage.Room), ("id", id.Value),
                ("closedTail", new NewEvent(new QuestionClosed { Id = id, Stage = stage }, By: by).Tail()),
                ("voidedTail", new NewEvent(new QuestionVoided { Id = id, Stage = stage }).Tail()),
                ("atOnce", atOnce ? "1" : ""), ("settleAge", SettleAge),
            ]))!;

    public async Task<string> SettleAsync(Question question, IReadOnlyList<Winner> winners, long showAt) =>
        (string)(await log.RunAsync(
            SettleScript,
            question.Stage.Room,
            [("questionKey", Hash(question.Id, question.Stage)), ("answersKey", Answers(question.Id, question.Stage))],
            [
                ("winners", JsonSerializer.SerializeToUtf8Bytes(winners, ContractJson.Options)),
                ("revealedTail", new NewEvent(question.Reveal(winners), showAt).Tail()),
            ]))!;

    public async Task<string> RevealAsync(Question question, long showAt) =>
        (string)(await log.RunAsync(
            RevealScript,
            question.Stage.Room,
            [("questionKey", Hash(question.Id, question.Stage))],
            [("revealedTail", question.State == Question.Drawn ? new NewEvent(question.Reveal(question.Drawing), showAt).Tail() : RedisValue.EmptyString)]))!;

    /// <summary>Voids a closed question that is not drawn and whose log's root has ended. Returns its state.</summary>
    public async Task<string> VoidAsync(QuestionId id, StageId stage) =>
        (string)(await log.RunAsync(
            VoidClosedScript,
            stage.Room,
            [("questionKey", Hash(id, stage))],
            [("voidedTail", new NewEvent(new QuestionVoided { Id = id, Stage = stage }).Tail())]))!;

    /// <summary>Voids a question that is no longer in Redis, from what its event said.</summary>
    public Task VoidAsync(QuestionOpened opened)
    {
        var draft = new QuestionDraft { Text = opened.Text, Options = opened.Options, Answer = -1, Seconds = 0, Winners = opened.Winners };
        return log.RunAsync(
            VoidScript,
            opened.Stage.Room,
            [("outcomesKey", outcomes.Key(opened.Stage.Room)), ("questionKey", Hash(opened.Id, opened.Stage))],
            [
                .. outcomes.Arguments(opened.Stage.Room), ("id", opened.Id.Value),
                ("voidedTail", new NewEvent(new QuestionVoided { Id = opened.Id, Stage = opened.Stage }).Tail()), ("settleAge", SettleAge),
            ],
            argumentList: Flat(Question.Fields(opened, draft, seed: "")));
    }

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

    private static RedisValue[] Flat(HashEntry[] fields) => [.. fields.SelectMany(field => (RedisValue[])[field.Name, field.Value])];
}
