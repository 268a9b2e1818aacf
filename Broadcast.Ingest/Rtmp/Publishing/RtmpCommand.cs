using Broadcast.Ingest.Rtmp.Amf;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>A call of the peer's (RTMP 1.0, 7.2).</summary>
/// <param name="Name">Such as <c>publish</c>.</param>
/// <param name="Transaction">Comes back in the answer.</param>
/// <param name="Target">The command object: of <c>connect</c> alone it says something.</param>
/// <param name="Arguments">What follows.</param>
internal sealed record RtmpCommand(string Name, double Transaction, AmfObject? Target, IReadOnlyList<object?> Arguments)
{
    private const int MaxArguments = 16;

    /// <exception cref="RtmpProtocolException">Not a command.</exception>
    public static RtmpCommand Read(ReadOnlySpan<byte> payload)
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

    /// <summary>The argument if it is a text.</summary>
    public string? Text(int index) => index < Arguments.Count ? Arguments[index] as string : null;
}
