namespace Broadcast.Ingest.Simulcast;

/// <summary>How the push to one target fares, for operators.</summary>
internal sealed record SimulcastStatus
{
    /// <summary>Its name in the settings; the id of a target that operators have made.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the host's settings name it.</summary>
    public required bool FromSettings { get; init; }

    /// <summary>Without the key.</summary>
    public required string Url { get; init; }

    public required SimulcastState State { get; init; }

    /// <summary>When that state began, Unix milliseconds.</summary>
    public required long Since { get; init; }

    /// <summary>Why the last attempt failed, while waiting and connecting; otherwise null.</summary>
    public required string? Reason { get; init; }

    /// <summary>True when the last attempt failed because the target refused it, as it does when the key is wrong or its live room is not open.</summary>
    public required bool Refused { get; init; }

    /// <summary>When the next attempt begins, Unix milliseconds; null unless it is waiting.</summary>
    public required long? RetryAt { get; init; }

    /// <summary>Bits per second, over the last seconds; 0 unless it is live.</summary>
    public required long Bitrate { get; init; }

    /// <summary>Bytes sent since the push began.</summary>
    public required long Bytes { get; init; }

    /// <summary>Fragments (about one picture each) that were left out because the target was too slow.</summary>
    public required long Drops { get; init; }

    /// <summary>How often it went live again after the first time.</summary>
    public required long Reconnects { get; init; }
}
