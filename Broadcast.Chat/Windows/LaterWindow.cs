using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>What people may schedule, and what a window keeps of it until it opens.</summary>
/// <param name="Seconds">How long it will be open in the picture.</param>
/// <param name="By">Who scheduled it.</param>
internal sealed record LaterWindow(int Seconds, EventAuthor By)
{
    /// <summary>Windows of a stage that may wait for their next step, those that are open with them.</summary>
    public const int Most = 12;

    private const string SecondsField = "seconds";
    private const string ByField = "by";

    private static readonly TimeSpan Latest = TimeSpan.FromHours(24);

    public HashEntry[] Fields => [new(SecondsField, Seconds), new(ByField, JsonSerializer.Serialize(By, ContractJson.Options))];

    /// <summary>Who opens it when its time has come: who scheduled it, by the rule of the clock.</summary>
    public EventAuthor Opener => By with { Why = Actor.Rule(Rules.WindowEnd).Author.Why };

    /// <summary>Of a window that was scheduled by somebody.</summary>
    public static LaterWindow Of(Window window) => new(
        (int)window.Fields[SecondsField], JsonSerializer.Deserialize<EventAuthor>((string)window.Fields[ByField]!, ContractJson.Options)!);

    /// <summary>Null when a window may open at <paramref name="opensAt"/> (Unix milliseconds).</summary>
    public static Error? FaultOf(long opensAt, DateTimeOffset now, RoomOptions options) =>
        opensAt - now.ToUnixTimeMilliseconds() is var wait && wait >= options.ScheduledAhead.TotalMilliseconds && wait <= Latest.TotalMilliseconds ? null : ScheduleErrors.Time;

    /// <summary>True when it is too late to open it.</summary>
    public static bool IsMissed(Window window, DateTimeOffset now, RoomOptions options) =>
        now.ToUnixTimeMilliseconds() > window.OpensAt + options.ScheduledPatience.TotalMilliseconds;
}
