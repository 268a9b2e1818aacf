using System.Globalization;
using System.Text.RegularExpressions;

namespace TestKit.Hls;

/// <summary>Parses media playlists strictly (RFC 8216 and rfc8216bis): an unknown or misplaced tag is a fault.</summary>
public static partial class PlaylistReader
{
    /// <exception cref="FormatException">The text is not a playlist that the origin may write.</exception>
    public static MediaPlaylist Read(string text)
    {
        if (!text.EndsWith('\n') || text.Contains('\r', StringComparison.Ordinal))
            throw new FormatException("Lines end with LF.");

        var state = new State();
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines[0] != "#EXTM3U")
            throw new FormatException("The first line is #EXTM3U.");

        foreach (var line in lines.Skip(1))
            state.ReadLine(line);
        return state.Done();
    }

    /// <summary>Parses an attribute list into a dictionary, without the quotes.</summary>
    /// <exception cref="FormatException">The list is malformed.</exception>
    public static IReadOnlyDictionary<string, string> Attributes(string list)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = list;
        while (rest.Length > 0)
        {
            var match = Attribute().Match(rest);
            if (!match.Success || !found.TryAdd(match.Groups["name"].Value, match.Groups["text"].Value + match.Groups["word"].Value))
                throw new FormatException($"Not an attribute list: {list}");
            rest = rest[match.Length..];
        }

        return found;
    }

    [GeneratedRegex("^(?<name>[A-Z0-9-]+)=(\"(?<text>[^\"]*)\"|(?<word>[^\",]+))(,|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    private sealed class State
    {
        private readonly Dictionary<string, string> _head = new(StringComparer.Ordinal);
        private readonly List<PlaylistSegment> _segments = [];
        private readonly List<PlaylistPart> _parts = [];
        private IReadOnlyDictionary<string, string>? _control;
        private IReadOnlyDictionary<string, string>? _partInf;
        private DateTimeOffset? _dateTime;
        private decimal? _duration;
        private string? _map;
        private string? _hint;
        private bool _ownMap;
        private bool _discontinuity;
        private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _ranges = new(StringComparer.Ordinal);
        private bool _ended;
        private bool _vod;
        private bool _gap;
        private long _discontinuities;
        private int _skipped;
        private readonly Dictionary<string, (long, int)> _reports = new(StringComparer.Ordinal);

        public void ReadLine(string line)
        {
            if (_ended || ((_hint is not null || _reports.Count > 0) && !line.StartsWith("#EXT-X-RENDITION-REPORT:", StringComparison.Ordinal)))
                throw new FormatException($"Only reports come after the preload hint, nothing after the end: {line}");

            if (!line.StartsWith('#'))
            {
                EndSegment(line);
                return;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (tag, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
            switch (tag)
            {
                case "#EXT-X-VERSION" or "#EXT-X-TARGETDURATION" or "#EXT-X-MEDIA-SEQUENCE" or "#EXT-X-DISCONTINUITY-SEQUENCE":
                    InHead(tag);
                    if (!_head.TryAdd(tag, value))
                        throw new FormatException($"{tag} stands twice.");
                    break;
                case "#EXT-X-SERVER-CONTROL":
                    InHead(tag);
                    _control = Attributes(value);
                    break;
                case "#EXT-X-PART-INF":
                    InHead(tag);
                    _partInf = Attributes(value);
                    break;
                case "#EXT-X-SKIP":
                    InHead(tag);
                    if (_skipped > 0 || !_head.ContainsKey("#EXT-X-MEDIA-SEQUENCE") || !_head.ContainsKey("#EXT-X-DISCONTINUITY-SEQUENCE"))
                        throw new FormatException("EXT-X-SKIP stands once, after MEDIA-SEQUENCE and DISCONTINUITY-SEQUENCE.");
                    _skipped = int.Parse(Attributes(value)["SKIPPED-SEGMENTS"], NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                case "#EXT-X-GAP":
                    if (_duration is not null || _gap)
                        throw new FormatException("EXT-X-GAP stands once, before EXTINF.");
                    _gap = true;
                    break;
                case "#EXT-X-RENDITION-REPORT":
                    var report = Attributes(value);
                    if (!_reports.TryAdd(report["URI"], (long.Parse(report["LAST-MSN"], CultureInfo.InvariantCulture), int.Parse(report["LAST-PART"], CultureInfo.InvariantCulture))))
                        throw new FormatException($"A rendition is reported twice: {line}");
                    break;
                case "#EXT-X-PLAYLIST-TYPE":
                    InHead(tag);
                    _vod = value == "VOD" ? true : throw new FormatException($"Not a type as expected: {line}");
                    break;
                case "#EXT-X-START":
                    InHead(tag);
                    _ = Attributes(value)["TIME-OFFSET"];
                    break;
                case "#EXT-X-DATERANGE":
                    var range = Attributes(value);
                    if (!_ranges.TryAdd(range["ID"], range))
                        throw new FormatException($"Two date ranges of one id: {line}");
                    break;
                case "#EXT-X-DISCONTINUITY":
                    BeforeParts(tag);
                    if (_discontinuity)
                        throw new FormatException("Two discontinuities at one segment.");
                    _discontinuity = true;
                    break;
                case "#EXT-X-MAP":
                    BeforeParts(tag);
                    _map = Attributes(value)["URI"];
                    _ownMap = true;
                    break;
                case "#EXT-X-PROGRAM-DATE-TIME":
                    BeforeParts(tag);
                    _dateTime = DateTimeOffset.ParseExact(value, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                    break;
                case "#EXT-X-PART":
                    var part = Attributes(value);
                    if (part.Keys.Except(["DURATION", "URI", "INDEPENDENT", "GAP"], StringComparer.Ordinal).Any() || part.Any(attribute => attribute is { Key: "INDEPENDENT" or "GAP", Value: not "YES" }))
                        throw new FormatException($"Not a part as expected: {line}");
                    if (_duration is not null)
                        throw new FormatException("A part stands after EXTINF.");
                    _parts.Add(new PlaylistPart(part["URI"], Number(part["DURATION"]), part.ContainsKey("INDEPENDENT"), part.ContainsKey("GAP")));
                    break;
                case "#EXTINF":
                    if (_duration is not null || !value.EndsWith(','))
                        throw new FormatException($"Not an EXTINF as expected: {line}");
                    _duration = Number(value[..^1]);
                    break;
                case "#EXT-X-PRELOAD-HINT":
                    var hint = Attributes(value);
                    _hint = hint["TYPE"] == "PART" ? hint["URI"] : throw new FormatException($"Not a hint as expected: {line}");
                    break;
                case "#EXT-X-ENDLIST":
                    _ended = true;
                    break;
                default:
                    throw new FormatException($"An unknown tag: {line}");
            }
        }

        public MediaPlaylist Done()
        {
            if (_duration is not null)
                throw new FormatException("EXTINF without a URI at the end.");
            if (_parts.Count > 0)
                EndSegment(null);
            else if (_discontinuity || _gap || _dateTime is not null)
                throw new FormatException("Tags of a segment without any media at the end.");

            return new MediaPlaylist
            {
                Version = int.Parse(_head["#EXT-X-VERSION"], CultureInfo.InvariantCulture),
                TargetDuration = Number(_head["#EXT-X-TARGETDURATION"]),
                MediaSequence = long.Parse(_head["#EXT-X-MEDIA-SEQUENCE"], CultureInfo.InvariantCulture),
                DiscontinuitySequence = long.Parse(_head["#EXT-X-DISCONTINUITY-SEQUENCE"], CultureInfo.InvariantCulture),
                PartTarget = _partInf is null ? null : Number(_partInf["PART-TARGET"]),
                PartHoldBack = _control?.TryGetValue("PART-HOLD-BACK", out var holdBack) == true ? Number(holdBack) : null,
                CanBlockReload = _control?.TryGetValue("CAN-BLOCK-RELOAD", out var block) == true && block == "YES",
                CanSkipUntil = _control?.TryGetValue("CAN-SKIP-UNTIL", out var skip) == true ? Number(skip) : null,
                Skipped = _skipped,
                Reports = _reports,
                Segments = _segments,
                PreloadHint = _hint,
                Ended = _ended,
                Vod = _vod,
                DateRanges = _ranges,
            };
        }

        private void EndSegment(string? uri)
        {
            if (uri is not null && _duration is null)
                throw new FormatException($"A segment without EXTINF: {uri}");
            if (_discontinuity)
                _discontinuities++;

            _segments.Add(new PlaylistSegment
            {
                Number = long.Parse(_head["#EXT-X-MEDIA-SEQUENCE"], CultureInfo.InvariantCulture) + _skipped + _segments.Count,
                Uri = uri,
                Duration = _duration ?? _parts.Sum(part => part.Duration),
                Discontinuity = _discontinuity,
                DiscontinuityNumber = long.Parse(_head["#EXT-X-DISCONTINUITY-SEQUENCE"], CultureInfo.InvariantCulture) + _discontinuities,
                Map = _map ?? throw new FormatException("A segment without EXT-X-MAP."),
                OwnMap = _ownMap,
                DateTime = _dateTime,
                Gap = _gap,
                Parts = [.. _parts],
            });
            _parts.Clear();
            (_duration, _dateTime, _discontinuity, _ownMap, _gap) = (null, null, false, false, false);
        }

        private void InHead(string tag)
        {
            if (_segments.Count > 0 || _parts.Count > 0 || _map is not null || (_skipped > 0 && tag != "#EXT-X-SKIP"))
                throw new FormatException($"{tag} stands after media.");
        }

        private void BeforeParts(string tag)
        {
            if (_parts.Count > 0 || _duration is not null)
                throw new FormatException($"{tag} stands after a part or EXTINF of its segment.");
        }

        private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }
}
