using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Admission;

/// <summary>One that <see cref="HubGate"/> let in. It leaves with its request, unless the request becomes a connection that goes on without it.</summary>
internal sealed class Visit(HubGate gate, PeopleHere people)
{
    private ViewerId? _person;
    private bool _goesOn;

    /// <summary>False when the person has as many connections as are allowed.</summary>
    public bool TryEnter(ViewerId person)
    {
        if (!people.TryEnter(person))
            return false;

        _person = person;
        return true;
    }

    /// <summary>From now on only <see cref="Leave"/> ends it.</summary>
    public void GoOn() => _goesOn = true;

    public void EndRequest()
    {
        if (!_goesOn)
            Leave();
    }

    public void Leave()
    {
        if (_person is { } person)
            people.Leave(person);
        gate.Leave();
    }
}
