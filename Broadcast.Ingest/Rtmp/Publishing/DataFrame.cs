namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Unwraps metadata, which encoders send as the argument of a call: <c>@setDataFrame("onMetaData", …)</c>.</summary>
internal static class DataFrame
{
    private static ReadOnlySpan<byte> Set => "\u0002\0\u000d@setDataFrame"u8;

    private static ReadOnlySpan<byte> Clear => "\u0002\0\u000f@clearDataFrame"u8;

    /// <summary>The data without the call around it; empty for <c>@clearDataFrame</c>.</summary>
    public static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.StartsWith(Clear))
            return default;

        return payload.Span.StartsWith(Set) ? payload[Set.Length..] : payload;
    }
}
