namespace Broadcast.Ingest.Simulcast;

/// <summary>The target said no, or something that is no RTMP. The message is for people and holds no key.</summary>
internal sealed class PushRefusedException(string message) : Exception(message);
