using Broadcast.Ingest.Media.Amf;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>A command from the peer (RTMP 1.0, 7.2).</summary>
/// <param name="Name">Such as <c>publish</c>.</param>
/// <param name="Transaction">Repeated in the answer; 0 when none is expected.</param>
/// <param name="Target">The command object; only that of <c>connect</c> is used.</param>
/// <param name="Arguments">The values after the command object, at most 16.</param>
internal sealed record RtmpCommand(string Name, double Transaction, AmfObject? Target, IReadOnlyList<object?> Arguments)
{
    private const int MaxArguments = 16;

    /// <exception cref="RtmpProtocolException">The payload is not a command.</exception>
    public static RtmpCommand Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return Parse(payload);
        }
        catch (AmfException broken)
        {
            throw new RtmpProtocolException(broken.Message);
        }
    }

    /// <summary>The argument as text; null when it is missing or no text.</summary>
    public string? Text(int index) => index < Arguments.Count ? Arguments[index] as string : null;

    private static RtmpCommand Parse(ReadOnlySpan<byte> payload)
    {
        var reader = new AmfReader(payload);
        if (reader.Read() is not string name)
            throw new RtmpProtocolException("A command has no name.");

        var transaction = reader.AtEnd ? 0 : reader.Read() as double? ?? 0;
        var target = reader.AtEnd ? null : reader.Read() as AmfObject;
        var arguments = new List<object?>();
        while (!reader.AtEnd && arguments.Count < MaxArguments)
            arguments.Add(reader.Read());
        return new RtmpCommand(name, transaction, target, arguments);
    }
}
