using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Batches;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Windows;

/// <summary>
/// Takes entries of windows in batches. The answer comes after the entry is stored: who is told <see cref="EntryResult.Ok"/> is in, whatever
/// happens to this node.
/// </summary>
internal sealed class Acceptor
{
    /// <summary>Entries in one call of Redis: it answers nobody else meanwhile, for about a millisecond.</summary>
    private const int Batch = 500;

    private readonly Batcher<WindowRef, Entry, string> _batches;
    private readonly TimeProvider _time;

    public Acceptor(EntryStore entries, IMeterFactory meters, IOptions<RoomOptions> options, TimeProvider time)
    {
        (_batches, _time) = (new Batcher<WindowRef, Entry, string>(entries.AcceptAsync, Batch, options.Value.EntriesWaiting, failsAll: RedisAway.Is), time);
        meters.Create(ChatMetrics.MeterName).CreateObservableGauge(
            "livefestival.chat.entries_waiting", () => _batches.Waiting, description: "Entries of windows that wait to be stored");
    }

    /// <summary>What became of it, one of <see cref="EntryResult"/>. Throws Redis' exceptions: then nobody knows, and it may be sent again.</summary>
    public Task<string> AcceptAsync(WindowRef window, ViewerId person, int value, string detail) =>
        _batches.TryAdd(window, new Entry(person, value, detail, _time.GetUtcNow().ToUnixTimeMilliseconds()), out var result)
            ? result
            : Task.FromResult(EntryResult.Busy);
}
