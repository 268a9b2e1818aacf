namespace Broadcast.Ingest.Packaging.Fmp4;

/// <summary>What came is not the fragmented MP4 that FFmpeg was asked for. The one exception of everything that reads it.</summary>
internal sealed class Fmp4Exception(string message) : Exception(message);
