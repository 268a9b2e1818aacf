namespace Broadcast.Ingest.Media;

/// <summary>One media message of a publisher: the body of an FLV tag (Adobe FLV 10.1, annex E).</summary>
/// <param name="Kind">What the payload is.</param>
/// <param name="Timestamp">Milliseconds on the publisher's clock, unwrapped: it goes on past 2^32.</param>
/// <param name="Payload">The tag's body. The receiver owns it.</param>
internal readonly record struct MediaMessage(MediaKind Kind, long Timestamp, ReadOnlyMemory<byte> Payload);

/// <summary>FLV tag types.</summary>
internal enum MediaKind : byte
{
    Audio = 8,
    Video = 9,

    /// <summary>AMF0 script data, such as <c>onMetaData</c>, without <c>@setDataFrame</c>.</summary>
    Data = 18,
}
