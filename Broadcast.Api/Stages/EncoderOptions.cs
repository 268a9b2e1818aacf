using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Stages;

/// <summary>What encoders are told.</summary>
public sealed record EncoderOptions
{
    public const string Section = "Encoders";

    /// <summary>
    /// Where encoders push to, without a key, such as <c>rtmp://push.example.org/live</c>: for a host behind another address. Without it, the name
    /// by which the operator's page reached this host, and the port of its RTMP server.
    /// </summary>
    [Matches("rtmps?://[^/@ ]+(/[^/@ ]+)+", "be rtmp://host/application or rtmps://host/application, without a user")]
    public string? Server { get; init; }
}
