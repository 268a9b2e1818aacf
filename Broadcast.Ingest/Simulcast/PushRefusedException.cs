namespace Broadcast.Ingest.Simulcast;

/// <summary>The target refused or ended the push, or does not speak RTMP. The message is for people and holds no key.</summary>
/// <param name="message">Why.</param>
/// <param name="byTarget">Whether the target itself did, as it does when the key is wrong or its live room is not open.</param>
internal sealed class PushRefusedException(string message, bool byTarget = false) : Exception(message)
{
    public bool ByTarget => byTarget;
}
