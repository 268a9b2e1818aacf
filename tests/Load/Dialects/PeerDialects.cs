using Load.Clients;
using Load.Wire;

namespace Load.Dialects;

/// <summary>
/// What the dialects of other servers have in common: their frames carry no positions, so stamps are counted. Order is not checked, because
/// these servers promise none.
/// </summary>
internal abstract class PeerDialect : IDialect
{
    public abstract ReadOnlySpan<byte> Ping { get; }

    public abstract string Target(int index);

    public abstract void Opened(Swarm swarm, Client client);

    public virtual bool IsWhole(ReadOnlySpan<byte> payload, bool final) => final;

    public abstract void Receive(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now);

    public abstract int Say(Span<byte> into, int number, ReadOnlySpan<byte> text);

    protected static void Hear(Swarm swarm, ReadOnlySpan<byte> payload, long now)
    {
        var at = 0;
        while (Stamp.TryFind(payload, ref at, out var number, out var due))
        {
            swarm.Tally.Delivered++;
            swarm.Tally.RecordChat(number, due, now);
        }
    }

    protected static int Wrap(Span<byte> into, ReadOnlySpan<byte> head, ReadOnlySpan<byte> text, ReadOnlySpan<byte> tail)
    {
        head.CopyTo(into);
        text.CopyTo(into[head.Length..]);
        tail.CopyTo(into[(head.Length + text.Length)..]);
        return head.Length + text.Length + tail.Length;
    }
}

/// <summary>A plain SignalR hub whose <c>Say</c> sends to a group.</summary>
internal sealed class SignalRDialect : PeerDialect
{
    public override ReadOnlySpan<byte> Ping => "{\"type\":6}\u001e"u8;

    public override string Target(int index) => "/room";

    public override bool IsWhole(ReadOnlySpan<byte> payload, bool final) => payload is [.., 0x1E];

    public override void Opened(Swarm swarm, Client client) => swarm.Send(client, "{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":1,\"invocationId\":\"j\",\"target\":\"Join\",\"arguments\":[]}\u001e"u8);

    public override void Receive(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now)
    {
        if (client.Phase == Phase.Joining && payload.IndexOf("\"invocationId\":\"j\""u8) >= 0)
            swarm.Join(client);
        Hear(swarm, payload, now);
    }

    public override int Say(Span<byte> into, int number, ReadOnlySpan<byte> text) =>
        Wrap(into, "{\"type\":1,\"target\":\"Say\",\"arguments\":[\""u8, text, "\"]}\u001e"u8);
}

/// <summary>socket.io over engine.io 4.</summary>
internal sealed class SocketIoDialect : PeerDialect
{
    /// <summary>Empty: the server pings, and the client answers.</summary>
    public override ReadOnlySpan<byte> Ping => [];

    public override string Target(int index) => "/socket.io/?EIO=4&transport=websocket";

    public override void Opened(Swarm swarm, Client client)
    {
        // The server speaks first.
    }

    public override void Receive(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now)
    {
        switch (payload)
        {
            case [(byte)'0', ..]:
                swarm.Send(client, "40"u8);
                break;
            case [(byte)'2', ..]:
                swarm.Send(client, "3"u8);
                break;
            case [(byte)'4', (byte)'0', ..]:
                swarm.Join(client);
                break;
            default:
                Hear(swarm, payload, now);
                break;
        }
    }

    public override int Say(Span<byte> into, int number, ReadOnlySpan<byte> text) => Wrap(into, "42[\"say\",\""u8, text, "\"]"u8);
}

/// <summary>Nchan sends what one member sends to all, unchanged.</summary>
internal sealed class NchanDialect : PeerDialect
{
    public override ReadOnlySpan<byte> Ping => [];

    public override string Target(int index) => "/room";

    public override void Opened(Swarm swarm, Client client) => swarm.Join(client);

    public override void Receive(Swarm swarm, Client client, ReadOnlySpan<byte> payload, long now) => Hear(swarm, payload, now);

    public override int Say(Span<byte> into, int number, ReadOnlySpan<byte> text) => Wrap(into, [], text, []);
}

/// <summary>Names a dialect, in a form that can be sent to another process.</summary>
/// <param name="Kind"><c>room</c>, <c>signalr</c>, <c>socketio</c> or <c>nchan</c>.</param>
/// <param name="Room">For <c>room</c>: the room that is joined.</param>
/// <param name="Key">For <c>room</c>: the key <c>one</c> of <c>Tokens:Keys</c>, base64.</param>
internal sealed record DialectSpec(string Kind, string Room = "", string Key = "")
{
    public IDialect Make() => Kind switch
    {
        "room" => new RoomDialect(Room, new Tickets(Key).Of),
        "signalr" => new SignalRDialect(),
        "socketio" => new SocketIoDialect(),
        "nchan" => new NchanDialect(),
        _ => throw new InvalidOperationException($"There is no dialect '{Kind}': use room, signalr, socketio or nchan."),
    };
}
