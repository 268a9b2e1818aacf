using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.Rtmp;

/// <summary>The door for encoders.</summary>
public sealed record RtmpOptions
{
    public const string Section = "Ingest:Rtmp";

    /// <summary>The address to listen on; <c>::</c> is every address of both families.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>0 takes a free one.</summary>
    [Range(0, 65535, ErrorMessage = "Ingest:Rtmp:Port must be 0-65535.")]
    public int Port { get; init; } = 1935;

    /// <summary>Connections at a time, publishing or not.</summary>
    [Range(1, 15_000, ErrorMessage = "Ingest:Rtmp:MaxConnections must be 1-15000: the process has 20,000 file descriptors.")]
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Connections at a time from one address (IPv6: one /64), this machine's own excepted. A venue shares one address.</summary>
    [Range(1, 15_000, ErrorMessage = "Ingest:Rtmp:MaxConnectionsPerAddress must be 1-15000.")]
    public int MaxConnectionsPerAddress { get; init; } = 200;

    /// <summary>New connections from one address (IPv6: one /64) within a minute, this machine's own excepted.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Ingest:Rtmp:NewPerAddressAndMinute must be 1-1000000.")]
    public int NewPerAddressAndMinute { get; init; } = 600;

    /// <summary>From the connection to the end of the handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the handshake, or the end of a stream, to the next start of publishing.</summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A publisher that sends nothing at all for so long, no answer to a ping either, is gone.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A peer that is silent for so long is pinged.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A peer that does not take our answers for so long is gone.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest audio or video message in bytes. An intra frame of 8K fits.</summary>
    [Range(65_536, 16_777_215, ErrorMessage = "Ingest:Rtmp:MaxMessage must be 65536-16777215 bytes.")]
    public int MaxMessage { get; init; } = 10 * 1024 * 1024;

    /// <summary>RTMPS, on a port of its own.</summary>
    public RtmpTlsOptions Tls { get; init; } = new();
}
