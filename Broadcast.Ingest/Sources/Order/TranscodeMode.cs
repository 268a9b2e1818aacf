namespace Broadcast.Ingest.Sources.Order;

/// <summary>What FFmpeg does with a fetched input's codecs.</summary>
internal enum TranscodeMode
{
    /// <summary>Copies; a track that turns out not to be H.264 or AAC is encoded from the next attempt on.</summary>
    Auto,

    /// <summary>Copies, and fails on other codecs.</summary>
    Never,

    /// <summary>Encodes the sound.</summary>
    Audio,

    /// <summary>Encodes both.</summary>
    All,
}
