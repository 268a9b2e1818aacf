namespace Broadcast.Ingest.Simulcast;

/// <summary>The target refused or ended the push, or does not speak RTMP. The message is for people and holds no key.</summary>
internal sealed class PushRefusedException(string message) : Exception(message);
