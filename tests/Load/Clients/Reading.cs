using System.Diagnostics;
using Load.Wire;

namespace Load.Clients;

/// <summary>Reads what a swarm's connections receive: the answer to the upgrade, then WebSocket frames, joined to messages.</summary>
internal sealed class Reading(Swarm swarm)
{
    private readonly byte[] _in = new byte[2 * 1024 * 1024];

    public void Serve(Client client, uint events)
    {
        if (client.Descriptor < 0)
            return;
        if (client.Phase == Phase.Connecting)
        {
            Greet(client);
            return;
        }

        if (!client.Reads && client.Phase == Phase.Open)
        {
            if ((events & Epoll.Ended) != 0)
                swarm.Lose(client);
            return;
        }

        var kept = client.DrainRest(_in);
        var got = Posix.Receive(client.Descriptor, _in.AsSpan(kept));
        if (got == 0)
        {
            swarm.Lose(client);
            return;
        }

        swarm.Tally.Bytes += Math.Max(got, 0);
        Read(client, _in.AsSpan(0, kept + Math.Max(got, 0)), Stopwatch.GetTimestamp());
    }

    private void Greet(Client client)
    {
        if (!Posix.IsConnected(client.Descriptor))
        {
            swarm.Lose(client);
            return;
        }

        swarm.Upgrade(client);
    }

    private void Read(Client client, ReadOnlySpan<byte> bytes, long now)
    {
        if (client.Phase == Phase.Upgrading)
        {
            if (Upgrade.TryRead(ref bytes, out var status, out var retryAfter))
            {
                if (status != 101)
                {
                    swarm.TurnAway(client, $"{status}", retryAfter);
                    return;
                }

                client.Phase = Phase.Joining;
                swarm.Dialect.Opened(swarm, client);
            }
            else
            {
                client.KeepRest(bytes);
                return;
            }
        }

        while (client.Descriptor >= 0 && WebSocketFrame.TryRead(ref bytes, out var opcode, out var final, out var payload))
            AcceptFrame(client, opcode, final, payload, now);
        if (client.Descriptor >= 0)
            client.KeepRest(bytes);
    }

    private void AcceptFrame(Client client, byte opcode, bool final, ReadOnlySpan<byte> payload, long now)
    {
        switch (opcode)
        {
            case WebSocketFrame.Close:
                swarm.Lose(client);
                break;
            case WebSocketFrame.Ping:
                swarm.Send(client, payload, WebSocketFrame.Pong);
                break;
            case WebSocketFrame.Pong:
                break;
            default:
                swarm.Tally.Frames++;
                if (!client.HasPart && swarm.Dialect.IsWhole(payload, final))
                {
                    swarm.Dialect.Receive(swarm, client, payload, now);
                }
                else if (client.AddPart(payload) is var all && swarm.Dialect.IsWhole(all, final))
                {
                    swarm.Dialect.Receive(swarm, client, all, now);
                    client.DropPart();
                }

                break;
        }
    }
}
