namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Encoders wrap metadata in a call to the server that keeps it: <c>@setDataFrame("onMetaData", …)</c>.</summary>
internal static class DataFrame
{
    private static ReadOnlySpan<byte> Set => "\u0002\0\u000d@setDataFrame"u8;

    private static ReadOnlySpan<byte> Clear => "\u0002\0\u000f@clearDataFrame"u8;

    /// <summary>The data itself; empty when the message carries none.</summary>
    public static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.StartsWith(Clear))
            return default;

        return payload.Span.StartsWith(Set) ? payload[Set.Length..] : payload;
    }
}
