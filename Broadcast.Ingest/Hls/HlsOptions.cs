using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.Hls;

/// <summary>Limits of the HLS origin.</summary>
public sealed record HlsOptions
{
    public const string Section = "Ingest:Hls";

    /// <summary>How many requests may wait for a next part at once; more are answered with 503 and should come through a cache.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Ingest:Hls:MaxHeld must be from 1 to 1000000.")]
    public int MaxHeld { get; init; } = 40_000;
}
