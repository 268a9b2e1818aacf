using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Messages;

/// <summary>
/// Judges and appends a batch of messages in one step of Redis, so that what a moderator did before holds for all of them, on every node.
/// What was imposed on the stage that a relay's room shows is in another slot, and is read just before that step; while that slot is away,
/// the facts alone say it.
/// </summary>
internal sealed class ChatLog(
    RoomLog log, RedisKeys keys, RestrictionStore restrictions, FactsReader facts, ChatMetrics metrics, IOptions<RoomOptions> rooms, IOptions<ModerationOptions> moderation)
{
    private static readonly RedisScript SayScript = RoomLog.Script<ChatLog>(
        ["Judge", "Say"],
        keys: [.. RestrictionStore.PreludeKeys, "modeKey", "spokeKey", "heldKey", "heldOfKey", "onceKeys..."],
        arguments: ["heldMost", "heldAge", "heldPerPerson", "keptSince", "keptChat", "keptSlow", "keptFollowed", "keptReview", "onceLifetime", "messages..."],
        prelude: RestrictionStore.Prelude);

    /// <summary>Returns the result of each message, in order.</summary>
    /// <param name="room">The room whose log gets the messages.</param>
    /// <param name="shown">The stage that a relay's room shows now; null in other rooms.</param>
    /// <param name="speeches">The messages.</param>
    public async Task<IReadOnlyList<Result<Appended>>> SayAsync(RoomId room, StageId? shown, IReadOnlyList<Speech> speeches)
    {
        var imposed = shown is { } stage ? await ImposedAsync(stage, speeches) : null;
        var kept = facts.Current.Mode(room);
        var onceKeys = new List<RedisKey>();
        var sevens = new List<RedisValue>(7 * speeches.Count);
        for (var i = 0; i < speeches.Count; i++)
        {
            var speech = speeches[i];
            if (speech.Message.OnceId is { } once)
                onceKeys.Add(log.OnceKey(room, once));
            sevens.Add(speech.Message.OnceId is null ? 0 : onceKeys.Count);
            sevens.Add(speech.Message.Tail());
            sevens.Add(speech.Speaker.Id.Value);
            sevens.Add(speech.Speaker.Kind == CallerKind.Staff ? "1" : "");
            sevens.Add(speech.FollowedAt);
            sevens.Add(speech.Hold ? "1" : "");
            sevens.Add(Imposed(speech, imposed?[i]));
        }

        var reply = (RedisResult[])(await log.RunAsync(
            SayScript,
            room,
            [
                .. RestrictionStore.KeysOf(room, keys), ("modeKey", keys.Room(room, "mode")), ("spokeKey", keys.Room(room, "spoke")),
                ("heldKey", keys.Room(room, "held")), ("heldOfKey", keys.Room(room, "held:of")),
            ],
            [
                ("heldMost", moderation.Value.HeldMost), ("heldAge", (long)moderation.Value.HeldAge.TotalMilliseconds),
                ("heldPerPerson", moderation.Value.HeldPerPerson),
                ("keptSince", kept?.Since ?? 0), ("keptChat", kept?.Mode.Chat ?? ""), ("keptSlow", kept?.Mode.SlowSeconds ?? 0),
                ("keptFollowed", kept?.Mode.FollowedMinutes ?? 0), ("keptReview", kept?.Mode.Review == true ? "1" : ""),
                ("onceLifetime", (long)rooms.Value.ChatOnceAge.TotalSeconds),
            ],
            CollectionsMarshal.AsSpan(onceKeys),
            CollectionsMarshal.AsSpan(sevens)))!;
        return [.. reply.Select(answer => Read((RedisResult[])answer!))];
    }

    /// <summary>What is imposed on each speaker in the room of the stage; null while the slot of that room is away.</summary>
    private async Task<string[]?> ImposedAsync(StageId stage, IReadOnlyList<Speech> speeches)
    {
        try
        {
            return await restrictions.ImposedAsync(stage.Room, [.. speeches.Select(speech => speech.Speaker.Id)]);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // The relay's room has its own slot and goes on. Bans that are older than a second are in the facts, which Speaking has asked.
            metrics.StagesNotAsked.Add(1);
            return null;
        }
    }

    private static string Imposed(Speech speech, string? onStage) =>
        onStage is RestrictionKinds.Ban or RestrictionKinds.Shadow ? onStage : speech.Hidden ? RestrictionKinds.Shadow : "";

    private static Result<Appended> Read(RedisResult[] answer) => ((string)answer[0]!, (long)answer[1]) switch
    {
        ("ok", var offset) => new Appended { Offset = offset },
        ("held", _) => new Appended { Offset = 0, Held = true },
        ("slow", var left) => MessageErrors.Slow(left),
        ("timeout", var left) => MessageErrors.Timeout(left),
        ("banned", _) => MessageErrors.Banned,
        ("followers", _) => MessageErrors.FollowersOnly,
        ("staff", _) => MessageErrors.StaffOnly,
        ("full", _) => MessageErrors.ReviewFull,
        ("yours", _) => MessageErrors.ReviewYours,
        var (result, _) => throw new InvalidDataException($"Say.lua returned the unknown result '{result}'."),
    };
}
