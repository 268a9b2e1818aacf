using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Facts;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Simulcast;

/// <summary>What is to be pushed where: the targets of the settings, and those that operators have made, whose sealed URLs it opens.</summary>
internal sealed partial class SimulcastAims(IOptions<SimulcastOptions> options, FactsSeal seal, ILogger<SimulcastAims> logger)
{
    private readonly IReadOnlyList<SimulcastAim> _settled =
    [
        .. options.Value.Channels.SelectMany(channel => channel.Value.Select(target =>
            // Who writes the host's settings may reach its networks anyway.
            new SimulcastAim(channel.Key, target.Key, PushUrl.Parse(target.Value.Url)!, Held: !target.Value.Start, FromSettings: true) { AllowLocal = true })),
    ];

    /// <summary>Those of the settings first. A target that cannot be opened is left out, and the log says so.</summary>
    public IReadOnlyList<SimulcastAim> Of(IReadOnlyList<PlatformFact> platforms) => [.. _settled, .. platforms.Select(Open).OfType<SimulcastAim>()];

    /// <summary>Where a platform's URL is sealed.</summary>
    public static string PlaceOf(string platform) => $"platforms/{platform}";

    private SimulcastAim? Open(PlatformFact platform)
    {
        if (PushUrl.Parse(seal.Open(PlaceOf(platform.Id), platform.SealedUrl)) is { } url)
            return new SimulcastAim(platform.Channel.Value, platform.Id, url, Held: false, FromSettings: false) { AllowLocal = options.Value.AllowLocal };

        NotOpened(logger, platform.Channel.Value, platform.Id);
        return null;
    }

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "PlatformNotOpened",
        Message = "{Channel} is not sent to {Target}: its address could not be opened. Give this service the same Tokens:Keys as Api has")]
    private static partial void NotOpened(ILogger logger, string channel, string target);
}
