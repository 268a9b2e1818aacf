namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// The peer broke the protocol or a limit: its connection, and no other, must be closed. Messages hold numbers and fixed words, nothing
/// that the peer wrote.
/// </summary>
internal sealed class RtmpProtocolException(string message) : Exception(message);
