namespace Broadcast.Ingest.Media.Amf;

/// <summary>The input is not AMF0, or breaks a limit.</summary>
internal sealed class AmfException(string message) : Exception(message);
