using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Measured picture and sound of each stage. Its monitor registers how to read them; without one they are unknown.</summary>
internal sealed class StageReadings
{
    private readonly ConcurrentDictionary<StageId, Func<WatchReading>> _watches = new();

    /// <summary>The newest reading; <see cref="WatchReading.Unknown"/> where nobody watches.</summary>
    public WatchReading Of(StageId stage) => _watches.TryGetValue(stage, out var read) ? read() : WatchReading.Unknown;

    public void Watch(StageId stage, Func<WatchReading> read) => _watches[stage] = read;

    public void Unwatch(StageId stage) => _watches.TryRemove(stage, out _);
}
