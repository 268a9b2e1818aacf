using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>Limits of channels over HTTP-FLV.</summary>
public sealed record HttpFlvOptions
{
    public const string Section = "Ingest:HttpFlv";

    /// <summary>
    /// Clients at a time, of all channels together. Each costs its channel's whole bandwidth: large audiences belong on HLS.
    /// </summary>
    [Between(0, 15_000, Because = "The process has 20,000 file descriptors.")]
    public int MaxClients { get; init; } = 2000;

    /// <summary>A client that is further behind goes on at the newest keyframe.</summary>
    internal TimeSpan MaxLag { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A client that was moved ahead and still has not caught up after this time is closed.</summary>
    internal TimeSpan SlowLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A client that reads next to nothing (less than a third of the system's buffer of 640 KiB) for this time is closed.
    /// </summary>
    internal TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
