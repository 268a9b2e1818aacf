namespace Broadcast.Ingest.Simulcast;

/// <summary>What the push to a target does now.</summary>
internal enum SimulcastState
{
    /// <summary>Held back by an operator or a setting.</summary>
    Held,

    /// <summary>Connects to the target.</summary>
    Connecting,

    /// <summary>The target receives the channel.</summary>
    Live,

    /// <summary>Waits for the next attempt.</summary>
    Waiting,
}
