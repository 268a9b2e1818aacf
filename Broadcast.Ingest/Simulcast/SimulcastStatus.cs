namespace Broadcast.Ingest.Simulcast;

/// <summary>What one target gets, for operators.</summary>
internal sealed record SimulcastStatus
{
    /// <summary>Its name in the configuration.</summary>
    public required string Target { get; init; }

    /// <summary>Without the key.</summary>
    public required string Url { get; init; }

    /// <summary><c>held</c> (an operator's, or the configuration's wish), <c>connecting</c>, <c>live</c>, or <c>waiting</c> for the next attempt.</summary>
    public required string State { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long Since { get; init; }

    /// <summary>Why it is waiting; null when it is not.</summary>
    public required string? Reason { get; init; }

    /// <summary>Unix milliseconds; null unless it is waiting.</summary>
    public required long? RetryAt { get; init; }

    /// <summary>Sent since the host started.</summary>
    public required long Bytes { get; init; }

    /// <summary>Fragments (about one picture each) that it was too slow for.</summary>
    public required long Drops { get; init; }

    /// <summary>How often it went live again after the first time.</summary>
    public required long Reconnects { get; init; }
}
