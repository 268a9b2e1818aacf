using System.Buffers;
using System.Net;

namespace Load.Clients;

internal enum Phase
{
    Away,
    Connecting,
    Upgrading,
    Joining,
    Open,
}

/// <summary>A connection of a swarm: its descriptor, unfinished frame and what it has received. Only the swarm's thread uses it.</summary>
internal sealed class Client(int index, bool reads, IPAddress source, int server)
{
    private byte[] _rest = [];
    private byte[] _part = [];
    private int _restLength;
    private int _partLength;

    public int Index { get; } = index;

    /// <summary>False for a connection that never reads once it is in the room.</summary>
    public bool Reads { get; } = reads;

    public IPAddress Source { get; } = source;

    public int Server { get; set; } = server;

    public int Descriptor { get; set; } = -1;

    public Phase Phase { get; set; }

    /// <summary>When it entered its phase, in ticks.</summary>
    public long Since { get; set; }

    /// <summary>True once it has been in the room.</summary>
    public bool WasOpen { get; set; }

    /// <summary>The epoch of the log that it follows; null before the first join.</summary>
    public string? Epoch { get; set; }

    /// <summary>The offset up to which it has received or skipped events.</summary>
    public long Position { get; set; }

    /// <summary>The position at which it entered the log; later control events are due to it.</summary>
    public long First { get; set; }

    /// <summary>Its position when the schedule began.</summary>
    public long RunFrom { get; set; }

    /// <summary>Events received since then.</summary>
    public long Delivered { get; set; }

    /// <summary>Events since then that the server reported as skipped.</summary>
    public long Skipped { get; set; }

    /// <summary>Control events received since it entered the log.</summary>
    public int Control { get; set; }

    /// <summary>Moves the bytes of an unfinished frame into <paramref name="into"/>; returns their number.</summary>
    public int DrainRest(Span<byte> into)
    {
        _rest.AsSpan(0, _restLength).CopyTo(into);
        var length = _restLength;
        Clear(ref _rest, ref _restLength);
        return length;
    }

    public void KeepRest(ReadOnlySpan<byte> rest) => Append(ref _rest, ref _restLength, rest);

    /// <summary>Appends a fragment to its message, and returns the message so far.</summary>
    public ReadOnlySpan<byte> AddPart(ReadOnlySpan<byte> part)
    {
        Append(ref _part, ref _partLength, part);
        return _part.AsSpan(0, _partLength);
    }

    public bool HasPart => _partLength > 0;

    public void DropPart() => Clear(ref _part, ref _partLength);

    public void Forget()
    {
        Clear(ref _rest, ref _restLength);
        DropPart();
    }

    private static void Append(ref byte[] bytes, ref int length, ReadOnlySpan<byte> more)
    {
        if (more.IsEmpty)
            return;
        if (bytes.Length < length + more.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(length + more.Length);
            bytes.AsSpan(0, length).CopyTo(larger);
            if (bytes.Length > 0)
                ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    private static void Clear(ref byte[] bytes, ref int length)
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        (bytes, length) = ([], 0);
    }
}
