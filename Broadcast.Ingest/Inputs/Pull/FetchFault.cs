using System.Text.RegularExpressions;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// Says in plain words why FFmpeg gave an input up. Its own lines name URLs, with keys in them, and are never passed on: known phrases are
/// translated, anything else is called by its exit code alone.
/// </summary>
internal static partial class FetchFault
{
    private static readonly (string Phrase, string Meaning)[] Known =
    [
        ("Connection refused", "The address refuses connections."),
        ("Failed to resolve hostname", "The host's name is not known."),
        ("Name or service not known", "The host's name is not known."),
        ("No route to host", "There is no way to the host."),
        ("Network is unreachable", "There is no way to the host."),
        ("Connection timed out", "The host does not answer."),
        ("Operation timed out", "The host does not answer."),
        ("401 Unauthorized", "The server asks for a login (401)."),
        ("403 Forbidden", "The server forbids it (403)."),
        ("404 Not Found", "The server does not have it (404)."),
        ("Server returned 4XX", "The server refuses the request (4xx)."),
        ("Server returned 5XX", "The server is in trouble (5xx)."),
        ("StreamNotFound", "The server has no such stream."),
        ("Address already in use", "The port is taken."),
        ("Cannot assign requested address", "The address is not one of this machine's."),
        ("No such file or directory", "There is no such file."),
        ("Permission denied", "The file may not be read."),
        ("not in protocol whitelist", "It leads to a protocol that is not allowed here."),
        ("not on whitelist", "It leads to a protocol that is not allowed here."),
        ("Stream map '0:v:0' matches no streams", "It has no picture."),
        ("Invalid data found", "It is no media that FFmpeg can read."),
        ("Input/output error", "The connection broke."),
        ("Connection reset", "The connection broke."),
    ];

    /// <param name="lines">What FFmpeg last said.</param>
    /// <param name="code">Its exit code.</param>
    public static string Of(IReadOnlyList<string> lines, int code)
    {
        foreach (var (phrase, meaning) in Known)
        {
            if (lines.Any(line => line.Contains(phrase, StringComparison.Ordinal)))
                return meaning;
        }

        return code == 0 ? "It ended." : $"FFmpeg ended with code {code}.";
    }

    /// <summary>FFmpeg never listened: the port is taken, or the address is not this machine's.</summary>
    public static bool CouldNotListen(IReadOnlyList<string> lines) =>
        lines.Any(line => line.Contains("unable to create/configure SRT socket", StringComparison.Ordinal) || line.Contains("Failed to resolve hostname", StringComparison.Ordinal));

    /// <summary>Which tracks FLV could not carry as they are. FFmpeg tells of the first alone.</summary>
    public static (bool Video, bool Audio) Unfit(IReadOnlyList<string> lines) =>
        (lines.Any(line => UnfitVideo().IsMatch(line)), lines.Any(line => UnfitAudio().IsMatch(line)));

    /// <summary>FFmpeg's numbers of codecs: those of sound have five digits, beginning with 65536.</summary>
    [GeneratedRegex(@"Video codec .* not compatible with flv|incompatible with output codec id '\d{1,4}'|not supported in the official FLV", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex UnfitVideo();

    [GeneratedRegex(@"Audio codec .* not compatible with flv|incompatible with output codec id '\d{5}'", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex UnfitAudio();
}
