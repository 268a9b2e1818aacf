namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// What a client is told that asks how to connect. The id means nothing: whichever node the WebSocket reaches takes it, so that no balancer
/// needs to remember anybody.
/// </summary>
internal sealed record Negotiation(int NegotiateVersion, string ConnectionId, IReadOnlyList<AvailableTransport> AvailableTransports)
{
    public static readonly Negotiation WebSocketsOnly = new(0, "any", [new AvailableTransport("WebSockets", ["Text", "Binary"])]);
}

/// <summary>A way to connect, by SignalR's names.</summary>
internal sealed record AvailableTransport(string Transport, IReadOnlyList<string> TransferFormats);
