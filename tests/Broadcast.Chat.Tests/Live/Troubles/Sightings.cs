using System.Collections.Concurrent;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>Remembers every event that any viewer was shown: an epoch and offset must stand for one event. Any thread.</summary>
internal sealed class Sightings
{
    private readonly ConcurrentDictionary<(string Epoch, long Offset), string> _seen = [];
    private readonly ConcurrentQueue<string> _faults = [];

    public IReadOnlyCollection<string> Faults => _faults;

    public void Record(string epoch, RoomEvent item)
    {
        var text = JsonSerializer.Serialize(item, ContractJson.Options);
        var first = _seen.GetOrAdd((epoch, item.Offset), text);
        if (first != text)
            _faults.Enqueue($"Two events in {epoch}: {first} and {text}");
    }
}
