namespace Broadcast.Chat.Admission;

/// <summary>
/// The answer to a client that asks how to connect. The connection id means nothing: any node accepts the WebSocket, so that load balancers
/// need no sticky sessions.
/// </summary>
internal sealed record Negotiation(int NegotiateVersion, string ConnectionId, IReadOnlyList<AvailableTransport> AvailableTransports)
{
    public static readonly Negotiation WebSocketsOnly = new(0, "any", [new AvailableTransport("WebSockets", ["Text", "Binary"])]);
}

/// <summary>A transport, by SignalR's names.</summary>
internal sealed record AvailableTransport(string Transport, IReadOnlyList<string> TransferFormats);
