namespace Broadcast.Ingest.Sources.Order;

/// <summary>What an input does now.</summary>
internal enum InputState
{
    /// <summary>Its pictures come.</summary>
    Delivering,

    /// <summary>It has a feed without pictures.</summary>
    Silent,

    /// <summary>A process connects to its address.</summary>
    Connecting,

    /// <summary>Waits for an encoder or a caller.</summary>
    Waiting,

    /// <summary>The last attempt failed; it is tried again.</summary>
    Failing,

    /// <summary>Not fetched while an input above it delivers.</summary>
    Idle,
}
