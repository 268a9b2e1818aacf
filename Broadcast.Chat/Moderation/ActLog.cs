using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Moderation;

/// <summary>
/// Runs moderators' acts in the room's slot. Each is one script, which changes the state, appends the room's event if there is one, and writes
/// the audit record.
/// </summary>
internal sealed class ActLog(RoomLog log, OutcomeStream outcomes)
{
    /// <summary>An act's script: <c>file</c>.lua behind Record.lua and, if it is named, a prelude.</summary>
    public static RedisScript Script(string file, string[] keys, string[] arguments, string? prelude = null) =>
        OutcomeStream.Script<ActLog>(prelude is null ? ["Record", file] : ["Record", prelude, file], keys, ["act", "by", "reason", .. arguments]);

    /// <summary>Carries out an act by a script of <see cref="Script"/>, and returns the script's reply.</summary>
    /// <param name="script">The script.</param>
    /// <param name="act">Who, where and why.</param>
    /// <param name="action">A name of <c>ModerationActions</c>; empty when another room records the act.</param>
    /// <param name="own">The keys behind those of the outcome.</param>
    /// <param name="arguments">The arguments behind those of the record.</param>
    public Task<RedisResult> RunAsync(
        RedisScript script, ModerationAct act, string action, ReadOnlySpan<(string Name, RedisKey Value)> own, ReadOnlySpan<(string Name, RedisValue Value)> arguments) =>
        log.RunAsync(
            script,
            act.Room,
            [("outcomesKey", outcomes.Key(act.Room)), .. own],
            [
                .. outcomes.Arguments(act.Room), ("act", action), ("by", JsonSerializer.SerializeToUtf8Bytes(act.By, ContractJson.Options)), ("reason", act.Reason),
                .. arguments,
            ]);
}
