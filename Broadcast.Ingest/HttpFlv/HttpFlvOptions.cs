using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>Limits of channels over HTTP-FLV.</summary>
public sealed record HttpFlvOptions
{
    public const string Section = "Ingest:HttpFlv";

    /// <summary>Clients at a time, of all channels together. Each costs the whole bandwidth of its channel: large audiences belong on HLS.</summary>
    [Range(0, 15_000, ErrorMessage = "Ingest:HttpFlv:MaxClients must be from 0 to 15000: the process has 20,000 file descriptors.")]
    public int MaxClients { get; init; } = 2000;

    /// <summary>A client that is further behind goes on at the newest keyframe.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30", ErrorMessage = "Ingest:HttpFlv:MaxLag must be from 00:00:00.5 to 00:00:30.")]
    public TimeSpan MaxLag { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A client that does not catch up for so long, although it was moved ahead, is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Ingest:HttpFlv:SlowLimit must be from 00:00:05 to 01:00:00.")]
    public TimeSpan SlowLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A client that takes next to nothing (less than a third of the system's buffer of 640 KiB) for so long is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Ingest:HttpFlv:WriteTimeout must be from 00:00:01 to 00:05:00.")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
