namespace Broadcast.Ingest.Simulcast;

/// <summary>Other platforms that channels are pushed to over RTMP.</summary>
public sealed record SimulcastOptions
{
    public const string Section = "Ingest:Simulcast";

    /// <summary>Targets by channel id, then by a name or a number: <c>Ingest:Simulcast:Channels:festival:bilibili:Url</c>.</summary>
    public Dictionary<string, Dictionary<string, SimulcastTarget>> Channels { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether targets that operators make may be on this machine or in its networks. Otherwise nothing is sent but to public addresses. Targets
    /// of <see cref="Channels"/> may be anywhere.
    /// </summary>
    public bool AllowLocal { get; init; }

    /// <summary>From the look-up of the host's name to the target's answer that publishing has started.</summary>
    internal TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one write may take; then the connection is given up and the target tried again.</summary>
    internal TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Pauses between attempts begin with a second and double up to this.</summary>
    internal TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(60);
}

/// <summary>One target.</summary>
public sealed record SimulcastTarget
{
    /// <summary><c>rtmp://</c> or <c>rtmps://</c> with host, application and stream key. Secret: it appears in no log and no answer.</summary>
    public string Url { get; init; } = "";

    /// <summary>False holds it back until an operator starts it.</summary>
    public bool Start { get; init; } = true;
}
