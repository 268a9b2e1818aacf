using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tokens;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Messages;

/// <summary>Has messages judged and appended, in one step for a batch: what a moderator did before it holds for all of it, on every node.</summary>
internal sealed class ChatLog(RoomLog log, RedisKeys keys, IOptions<RoomOptions> rooms, IOptions<ModerationOptions> moderation)
{
    private static readonly string SayScript = RoomLog.Script<ChatLog>("Judge", "Say");

    /// <summary>What became of each, in order.</summary>
    public async Task<IReadOnlyList<Result<Appended>>> SayAsync(RoomId room, IReadOnlyList<Speech> speeches)
    {
        List<RedisKey> own = [keys.Room(room, "mode"), keys.Room(room, "restricted"), keys.Room(room, "spoke"), keys.Room(room, "held")];
        var arguments = new List<RedisValue>
        {
            (long)rooms.Value.OnceAge.TotalSeconds, moderation.Value.HeldMost, (long)moderation.Value.HeldAge.TotalMilliseconds,
        };
        foreach (var speech in speeches)
        {
            if (speech.Message.OnceId is { } once)
                own.Add(log.OnceKey(room, once));
            arguments.Add(speech.Message.OnceId is null ? 0 : 3 + own.Count);
            arguments.Add(speech.Message.Tail());
            arguments.Add(speech.Speaker.Id.Value);
            arguments.Add(speech.Speaker.Kind == CallerKind.Staff ? "1" : "");
            arguments.Add(speech.FollowedAt);
            arguments.Add(speech.Hold ? "1" : "");
            arguments.Add(speech.Hidden ? "1" : "");
        }

        var reply = (RedisResult[])(await log.RunAsync(SayScript, room, [.. own], [.. arguments]))!;
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
        var (what, _) => throw new InvalidDataException($"The judge of messages said '{what}'."),
    };
}
