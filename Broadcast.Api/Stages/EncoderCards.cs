using Broadcast.Api.Spine;
using Broadcast.Ingest;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Stages;

/// <summary>Makes what a stage's encoder is set up with. It holds the key, so it is part of the one answer that shows the key, and kept nowhere.</summary>
internal sealed class EncoderCards(IOptions<EncoderOptions> options, IServiceProvider services)
{
    /// <param name="stage">The stage's name, for the list of connections in the encoder.</param>
    /// <param name="key">The stage's new key.</param>
    /// <param name="request">The operator's request: the host that it reached.</param>
    public EncoderCard Make(string stage, StreamKey key, HttpRequest request)
    {
        var server = options.Value.Server?.TrimEnd('/') ?? $"rtmp://{Host(request)}:{IngestModule.PublishAddress(services).Port}/live";
        var larix = Larix(stage, $"{server}/{key.Text}");
        return new EncoderCard(server, larix, QrPicture.Of(larix));
    }

    private static string Host(HttpRequest request) => request.Host.HasValue ? request.Host.Host : "localhost";

    /// <summary>
    /// A link in Larix Grove's form, by which Larix Broadcaster on a phone takes over a connection and the picture's settings: 720p, a keyframe
    /// each two seconds, stereo.
    /// </summary>
    private static string Larix(string stage, string url) =>
        $"larix://set/v1?conn[][url]={Uri.EscapeDataString(url)}&conn[][name]={Uri.EscapeDataString(stage)}&conn[][overwrite]=on"
        + "&enc[vid][res]=1280x720&enc[vid][fps]=30&enc[vid][keyframe]=2&enc[vid][format]=avc&enc[aud][channels]=2";
}

/// <summary>What a stage's encoder is set up with. Secret: it holds the stream key.</summary>
/// <param name="Server">The RTMP server, without the key.</param>
/// <param name="Larix">A link that sets up Larix Broadcaster on a phone.</param>
/// <param name="LarixQr">The same link as a QR code: an SVG document.</param>
internal sealed record EncoderCard(string Server, string Larix, string LarixQr);
