namespace Load.Clients;

/// <summary>How one kind of server is spoken to over its WebSocket. Called by the swarm's thread.</summary>
internal interface IDialect
{
    /// <summary>Path and query of the upgrade request.</summary>
    string Target(int index);

    /// <summary>Called when the WebSocket is open: sends what makes the client a member of the room.</summary>
    void Opened(Swarm swarm, Client client);

    /// <summary>True when <paramref name="payload"/>, all that came since the last whole message, is one or more whole messages.</summary>
    bool IsWhole(ReadOnlySpan<byte> payload, bool final);

    /// <summary>Handles whole messages, read at <paramref name="now"/> (ticks).</summary>
    void Receive(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now);

    /// <summary>Writes the call that sends <paramref name="text"/>, whose first message has this number; returns its length.</summary>
    int Say(Span<byte> into, int number, ReadOnlySpan<byte> text);

    /// <summary>Sent from time to time to keep the connection; empty when nothing is sent.</summary>
    ReadOnlySpan<byte> Ping { get; }

    /// <summary>Adds what was held back, to be counted together, to the tally.</summary>
    void Settle(Swarm swarm)
    {
    }
}
