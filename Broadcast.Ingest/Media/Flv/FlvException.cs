namespace Broadcast.Ingest.Media.Flv;

/// <summary>The input is not FLV, or breaks a limit.</summary>
internal sealed class FlvException(string message) : Exception(message);
