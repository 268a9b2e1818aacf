using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Messages;

/// <summary>
/// Judges and appends a batch of messages in one step of Redis, so that what a moderator did before holds for all of them, on every node.
/// </summary>
internal sealed class ChatLog(RoomLog log, RedisKeys keys, IOptions<RoomOptions> rooms, IOptions<ModerationOptions> moderation)
{
    private static readonly RedisScript SayScript = RoomLog.Script<ChatLog>(
        ["Judge", "Say"],
        keys: ["modeKey", "restrictedKey", "spokeKey", "heldKey", "onceKeys..."],
        arguments: ["heldMost", "heldAge", "onceLifetime", "messages..."]);

    /// <summary>Returns the result of each message, in order.</summary>
    public async Task<IReadOnlyList<Result<Appended>>> SayAsync(RoomId room, IReadOnlyList<Speech> speeches)
    {
        var onceKeys = new List<RedisKey>();
        var sevens = new List<RedisValue>(7 * speeches.Count);
        foreach (var speech in speeches)
        {
            if (speech.Message.OnceId is { } once)
                onceKeys.Add(log.OnceKey(room, once));
            sevens.Add(speech.Message.OnceId is null ? 0 : onceKeys.Count);
            sevens.Add(speech.Message.Tail());
            sevens.Add(speech.Speaker.Id.Value);
            sevens.Add(speech.Speaker.Kind == CallerKind.Staff ? "1" : "");
            sevens.Add(speech.FollowedAt);
            sevens.Add(speech.Hold ? "1" : "");
            sevens.Add(speech.Hidden ? "1" : "");
        }

        var reply = (RedisResult[])(await log.RunAsync(
            SayScript,
            room,
            [
                ("modeKey", keys.Room(room, "mode")), ("restrictedKey", keys.Room(room, "restricted")), ("spokeKey", keys.Room(room, "spoke")),
                ("heldKey", keys.Room(room, "held")),
            ],
            [
                ("heldMost", moderation.Value.HeldMost), ("heldAge", (long)moderation.Value.HeldAge.TotalMilliseconds),
                ("onceLifetime", (long)rooms.Value.ChatOnceAge.TotalSeconds),
            ],
            CollectionsMarshal.AsSpan(onceKeys),
            CollectionsMarshal.AsSpan(sevens)))!;
        return [.. reply.Select(answer => Read((RedisResult[])answer!))];
    }

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
        var (result, _) => throw new InvalidDataException($"Say.lua returned the unknown result '{result}'."),
    };
}
