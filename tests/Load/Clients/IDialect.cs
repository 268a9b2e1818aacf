namespace Load.Clients;

/// <summary>How one kind of server is spoken to over its WebSocket. Called by the swarm's thread.</summary>
internal interface IDialect
{
    /// <summary>Path and query of the upgrade.</summary>
    string Target(int index);

    /// <summary>The WebSocket stands: say what makes it a member of the room.</summary>
    void Opened(Swarm swarm, Client client);

    /// <summary>Whether <paramref name="payload"/>, what came since the last whole message, is one or more whole messages.</summary>
    bool IsWhole(ReadOnlySpan<byte> payload, bool final);

    void Take(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now);

    /// <summary>Writes the call that says <paramref name="text"/>, whose first stamp is of <paramref name="number"/>; returns its length.</summary>
    int Say(Span<byte> into, int number, ReadOnlySpan<byte> text);

    /// <summary>Sent now and then, so that the server keeps the connection; empty: nothing is.</summary>
    ReadOnlySpan<byte> Ping { get; }

    /// <summary>Puts into the tally what was held back to be counted together.</summary>
    void Settle(Swarm swarm)
    {
    }
}
