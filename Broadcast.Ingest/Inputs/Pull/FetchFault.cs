using System.Text.RegularExpressions;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// Tells in plain words why FFmpeg gave up an input. FFmpeg's own lines may hold URLs with keys and are never passed on: known phrases are
/// translated, anything else is reported by exit code only.
/// </summary>
internal static partial class FetchFault
{
    private static readonly (string Phrase, string Meaning)[] Known =
    [
        ("Connection refused", "The address refuses connections."),
        ("Failed to resolve hostname", "The host name cannot be resolved."),
        ("Name or service not known", "The host name cannot be resolved."),
        ("No route to host", "There is no network route to the host."),
        ("Network is unreachable", "There is no network route to the host."),
        ("Connection timed out", "The host does not answer."),
        ("Operation timed out", "The host does not answer."),
        ("401 Unauthorized", "The server asks for a login (401)."),
        ("403 Forbidden", "The server forbids access (403)."),
        ("404 Not Found", "The server does not have the stream (404)."),
        ("Server returned 4XX", "The server refuses the request (4xx)."),
        ("Server returned 5XX", "The server failed (5xx)."),
        ("StreamNotFound", "The server has no such stream."),
        ("Address already in use", "The port is taken."),
        ("Cannot assign requested address", "The address is not one of this machine's."),
        ("No such file or directory", "There is no such file."),
        ("Permission denied", "The file may not be read."),
        ("not in protocol whitelist", "The input leads to a protocol that is not allowed for its kind."),
        ("not on whitelist", "The input leads to a protocol that is not allowed for its kind."),
        ("Stream map '0:v:0' matches no streams", "The input has no picture."),
        ("Invalid data found", "The input is not media that FFmpeg can read."),
        ("Input/output error", "The connection broke."),
        ("Connection reset", "The connection broke."),
    ];

    /// <param name="lines">FFmpeg's last output lines.</param>
    /// <param name="code">FFmpeg's exit code.</param>
    public static string Of(IReadOnlyList<string> lines, int code)
    {
        foreach (var (phrase, meaning) in Known)
        {
            if (lines.Any(line => line.Contains(phrase, StringComparison.Ordinal)))
                return meaning;
        }

        return code == 0 ? "The input ended." : $"FFmpeg ended with code {code}.";
    }

    /// <summary>True when FFmpeg could not listen for SRT: the port is taken, or the address is not this machine's.</summary>
    public static bool CouldNotListen(IReadOnlyList<string> lines) =>
        lines.Any(line => line.Contains("unable to create/configure SRT socket", StringComparison.Ordinal) || line.Contains("Failed to resolve hostname", StringComparison.Ordinal));

    /// <summary>Which tracks FLV cannot carry without encoding. FFmpeg reports only the first such track.</summary>
    public static (bool Video, bool Audio) Unfit(IReadOnlyList<string> lines) =>
        (lines.Any(line => UnfitVideo().IsMatch(line)), lines.Any(line => UnfitAudio().IsMatch(line)));

    /// <summary>Matches video codec ids of up to four digits: FFmpeg's audio codec ids begin at 65536.</summary>
    [GeneratedRegex(@"Video codec .* not compatible with flv|incompatible with output codec id '\d{1,4}'|not supported in the official FLV", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex UnfitVideo();

    [GeneratedRegex(@"Audio codec .* not compatible with flv|incompatible with output codec id '\d{5}'", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex UnfitAudio();
}
