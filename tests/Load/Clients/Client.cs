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

/// <summary>One connection of a swarm: its descriptor, what of a frame has come, and what it has been told. Touched by the swarm's thread alone.</summary>
internal sealed class Client(int index, bool reads, IPAddress source, int server)
{
    private byte[] _rest = [];
    private byte[] _part = [];
    private int _restLength;
    private int _partLength;

    public int Index { get; } = index;

    /// <summary>False for one that never reads once it is in.</summary>
    public bool Reads { get; } = reads;

    public IPAddress Source { get; } = source;

    public int Server { get; set; } = server;

    public int Descriptor { get; set; } = -1;

    public Phase Phase { get; set; }

    /// <summary>When it entered its phase.</summary>
    public long Since { get; set; }

    /// <summary>True once it has been in.</summary>
    public bool WasOpen { get; set; }

    /// <summary>The epoch that it knows; null before it was told one.</summary>
    public string? Epoch { get; set; }

    /// <summary>Up to where it has been told.</summary>
    public long Position { get; set; }

    /// <summary>Where it came in; control events behind it are due to it.</summary>
    public long First { get; set; }

    /// <summary>Where it stood when the schedule began.</summary>
    public long RunFrom { get; set; }

    /// <summary>Events since then.</summary>
    public long Delivered { get; set; }

    /// <summary>Events since then that it was told were left out.</summary>
    public long Skipped { get; set; }

    /// <summary>Control events since it came in.</summary>
    public int Control { get; set; }

    /// <summary>Puts back what came of an unfinished frame; returns its length.</summary>
    public int TakeRest(Span<byte> into)
    {
        _rest.AsSpan(0, _restLength).CopyTo(into);
        var length = _restLength;
        Clear(ref _rest, ref _restLength);
        return length;
    }

    public void KeepRest(ReadOnlySpan<byte> rest) => Append(ref _rest, ref _restLength, rest);

    /// <summary>Adds a fragment to the message that it belongs to, and returns all of it so far.</summary>
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
