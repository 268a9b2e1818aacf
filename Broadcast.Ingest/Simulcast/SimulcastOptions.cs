namespace Broadcast.Ingest.Simulcast;

/// <summary>Other platforms that channels are pushed to over RTMP.</summary>
public sealed record SimulcastOptions
{
    public const string Section = "Ingest:Simulcast";

    /// <summary>By channel, then by a name of the target's (or a number): <c>Ingest:Simulcast:Channels:festival:bilibili:Url</c>.</summary>
    public Dictionary<string, Dictionary<string, SimulcastTarget>> Channels { get; init; } = new(StringComparer.Ordinal);

    /// <summary>From the first look-up of the name to the target's word that publishing has started.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A target that takes nothing for so long is given up and tried anew.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pauses between attempts begin with a second and double up to this.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>One target.</summary>
public sealed record SimulcastTarget
{
    /// <summary><c>rtmp://</c> or <c>rtmps://</c> with host, application and stream key. Secret: it appears in no log and no answer.</summary>
    public string Url { get; init; } = "";

    /// <summary>False holds it back until an operator starts it.</summary>
    public bool Start { get; init; } = true;
}
