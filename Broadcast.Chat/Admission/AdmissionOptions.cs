using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Admission;

/// <summary>Settings of admission: how many connections the hub takes, how fast, and how it lets them go.</summary>
public sealed record AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>Connections let in per second, in the long run.</summary>
    [Between(1, 100_000)]
    public int PerSecond { get; init; } = 500;

    /// <summary>Connections let in at once.</summary>
    [Between(1, 100_000)]
    public int Burst { get; init; } = 1000;

    /// <summary>
    /// Connections let in per second from one address (IPv6: one /64), ten times as many at once. A whole village may share an address.
    /// </summary>
    [Between(1, 100_000)]
    public int PerAddress { get; init; } = 50;

    /// <summary>
    /// Connections to the hub at a time from one address (IPv6: one /64): a school or a village site with all its devices. The loopback is
    /// not counted.
    /// </summary>
    [Between(1, 1_000_000)]
    public int MostPerAddress { get; init; } = 2000;

    /// <summary>Connections of one person at a time, on one node.</summary>
    [Between(1, 100_000)]
    public int PerPerson { get; init; } = 20;

    /// <summary>Connections at a time; 0 for the process's limit of open files, less <see cref="Reserve"/>.</summary>
    [Between(0, 10_000_000)]
    public int Most { get; init; }

    /// <summary>File descriptors kept for health, metrics, Redis, media and files.</summary>
    internal int Reserve { get; set; } = 2000;

    /// <summary>After SIGTERM, connections are sent away spread over this time.</summary>
    [Lasts("00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);
}
