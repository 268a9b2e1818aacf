using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Settings of the RTMP server.</summary>
public sealed record RtmpOptions
{
    public const string Section = "Ingest:Rtmp";

    /// <summary>The address to listen on; <c>::</c> is every address of both families.</summary>
    [IpAddress]
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>The port to listen on; 0 picks a free one.</summary>
    [Between(0, 65535)]
    public int Port { get; init; } = 1935;

    /// <summary>Connections at a time, publishing or not.</summary>
    [Between(1, 15_000, Because = "The process has 20,000 file descriptors.")]
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Connections at a time from one address (IPv6: one /64), loopback excepted. A venue shares one address.</summary>
    [Between(1, 15_000)]
    public int MaxConnectionsPerAddress { get; init; } = 200;

    /// <summary>New connections from one address (IPv6: one /64) within a minute, loopback excepted.</summary>
    internal int NewPerAddressAndMinute { get; set; } = 600;

    /// <summary>Longest time from connecting to the end of the handshake.</summary>
    internal TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time from the handshake, or the end of a stream, to the next start of publishing.</summary>
    internal TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A publisher that sends nothing for this long, not even an answer to a ping, is disconnected.</summary>
    internal TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A peer that is silent for this long is pinged.</summary>
    internal TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A peer that does not read our answers for this long is disconnected.</summary>
    internal TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest audio or video message in bytes. An intra frame of 8K fits.</summary>
    internal int MaxMessage { get; set; } = 10 * 1024 * 1024;

    /// <summary>RTMPS, on a port of its own.</summary>
    public RtmpTlsOptions Tls { get; init; } = new();
}
