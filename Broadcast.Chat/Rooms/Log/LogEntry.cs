using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>Makes events from entries of the log.</summary>
internal static class LogEntry
{
    /// <summary>An event from the parts that the log keeps: offset, time (Unix ms), and the rest of the JSON.</summary>
    public static RoomEvent Parse(ReadOnlySpan<char> offset, string at, string tail) =>
        JsonSerializer.Deserialize<RoomEvent>($"{{\"offset\":{offset},\"at\":{at},{tail}", ContractJson.Options)!;

    /// <summary>From <c>"offset time tail"</c>, as Shown.lua keeps it.</summary>
    public static RoomEvent ReadShown(string entry)
    {
        var parts = entry.Split(' ', 3);
        return Parse(parts[0], parts[1], parts[2]);
    }

    /// <summary>From <c>[offset-0, [a, at, t, tail]]</c>.</summary>
    public static RoomEvent Read(RedisResult entry)
    {
        var id = (string)entry[0]!;
        return Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), (string)entry[1][1]!, (string)entry[1][3]!);
    }
}
