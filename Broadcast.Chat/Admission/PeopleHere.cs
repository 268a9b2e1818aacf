using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>How many connections each person has on this node.</summary>
internal sealed class PeopleHere(IOptions<AdmissionOptions> options)
{
    private readonly ConcurrentDictionary<ViewerId, int> _connections = [];

    /// <summary>False when the person has as many connections as are allowed; else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(ViewerId person)
    {
        if (_connections.AddOrUpdate(person, 1, (_, count) => count + 1) <= options.Value.PerPerson)
            return true;

        Leave(person);
        return false;
    }

    public void Leave(ViewerId person)
    {
        while (_connections.TryGetValue(person, out var count))
        {
            if (count > 1 ? _connections.TryUpdate(person, count - 1, count) : _connections.TryRemove(new KeyValuePair<ViewerId, int>(person, count)))
                return;
        }
    }
}
