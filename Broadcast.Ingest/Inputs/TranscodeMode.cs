namespace Broadcast.Ingest.Inputs;

/// <summary>What FFmpeg does with a fetched input's codecs.</summary>
internal enum TranscodeMode
{
    /// <summary>Copies; a track that proves to be something else than H.264 or AAC is encoded from the next attempt on.</summary>
    Auto,

    /// <summary>Copies, and fails on other codecs.</summary>
    Never,

    /// <summary>Encodes the sound.</summary>
    Audio,

    /// <summary>Encodes both.</summary>
    All,
}
