using System.Net;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Admission;

/// <summary>One admission by <see cref="HubGate"/>. It ends with its request, unless a connection outlives that request.</summary>
internal sealed class Visit(HubGate gate, PeopleHere people, IPAddress? address)
{
    private ViewerId? _person;
    private bool _outlivesRequest;

    /// <summary>False when the person has as many connections as are allowed.</summary>
    public bool TryEnter(ViewerId person)
    {
        if (!people.TryEnter(person))
            return false;

        _person = person;
        return true;
    }

    /// <summary>From now on only <see cref="Leave"/> ends the visit.</summary>
    public void OutliveRequest() => _outlivesRequest = true;

    public void EndRequest()
    {
        if (!_outlivesRequest)
            Leave();
    }

    public void Leave()
    {
        if (_person is { } person)
            people.Leave(person);
        gate.Leave(address);
    }
}
