namespace Broadcast.Ingest.Inputs.Flv;

/// <summary>What came is no FLV, or breaks a limit.</summary>
internal sealed class FlvException(string message) : Exception(message);
