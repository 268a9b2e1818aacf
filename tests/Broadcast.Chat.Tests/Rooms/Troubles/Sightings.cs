using System.Collections.Concurrent;
using System.Text.Json;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Tests.Rooms.Troubles;

/// <summary>What was ever shown to anybody under an epoch and offset: it must be one event.</summary>
internal sealed class Sightings
{
    private readonly ConcurrentDictionary<(string Epoch, long Offset), string> _seen = [];
    private readonly ConcurrentQueue<string> _faults = [];

    public IReadOnlyCollection<string> Faults => _faults;

    public void See(string epoch, RoomEvent item)
    {
        var text = JsonSerializer.Serialize(item, ContractJson.Options);
        var first = _seen.GetOrAdd((epoch, item.Offset), text);
        if (first != text)
            _faults.Enqueue($"Two events in {epoch}: {first} and {text}");
    }
}
