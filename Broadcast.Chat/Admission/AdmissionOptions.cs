using System.ComponentModel.DataAnnotations;

namespace Broadcast.Chat.Admission;

/// <summary>Settings of admission: how many connections the hub takes, how fast, and how it lets them go.</summary>
public sealed record AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>Connections let in per second, in the long run.</summary>
    [Range(1, 100_000, ErrorMessage = "Admission:PerSecond must be from 1 to 100000.")]
    public int PerSecond { get; init; } = 500;

    /// <summary>Connections let in at once.</summary>
    [Range(1, 100_000, ErrorMessage = "Admission:Burst must be from 1 to 100000.")]
    public int Burst { get; init; } = 1000;

    /// <summary>
    /// Connections let in per second from one address (IPv6: one /64), ten times as many at once. A whole village may share an address.
    /// </summary>
    [Range(1, 100_000, ErrorMessage = "Admission:PerAddress must be from 1 to 100000.")]
    public int PerAddress { get; init; } = 50;

    /// <summary>Connections of one person at a time, on one node.</summary>
    [Range(1, 100_000, ErrorMessage = "Admission:PerPerson must be from 1 to 100000.")]
    public int PerPerson { get; init; } = 20;

    /// <summary>Connections at a time; 0 for the process's limit of open files, less <see cref="Reserve"/>.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Admission:Most must be from 0 to 10000000.")]
    public int Most { get; init; }

    /// <summary>File descriptors kept for health, metrics, Redis, media and files.</summary>
    internal int Reserve { get; set; } = 2000;

    /// <summary>After SIGTERM, connections are sent away spread over this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "Admission:DrainTime must be from 00:00:00 to 00:05:00.")]
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);
}
