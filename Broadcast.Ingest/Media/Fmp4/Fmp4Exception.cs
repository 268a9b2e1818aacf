namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>The input is not the fragmented MP4 that FFmpeg was asked for. Everything that reads MP4 here throws this alone.</summary>
internal sealed class Fmp4Exception(string message) : Exception(message);
