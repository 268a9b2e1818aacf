using System.Diagnostics;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Ladder;

/// <summary>Follows one rendition's low-latency playlist part by part, lints it, and keeps its segments' media.</summary>
internal sealed class LadderViewer(HttpClient client, string channel, string playlist)
{
    private readonly Dictionary<string, byte[]> _media = new(StringComparer.Ordinal);

    public PlaylistLinter Linter { get; } = new() { MapsMayChange = playlist != "ll.m3u8" };

    /// <summary>
    /// The timestamp at which each part was first seen, by segment number and index; 0 for parts of the first reload, which may be older.
    /// </summary>
    public Dictionary<(long, int), long> Seen { get; } = [];

    public SortedDictionary<long, PlaylistSegment> Segments { get; } = [];

    public async Task WatchAsync(TimeSpan time, CancellationToken cancellation)
    {
        var query = "";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            var text = await client.GetStringAsync($"/live/{channel}/{playlist}{query}", cancellation);
            var now = Stopwatch.GetTimestamp();
            var read = Linter.Check(text) ?? throw new FormatException(string.Join('\n', Linter.Faults));
            foreach (var segment in read.Segments)
                for (var i = 0; i < segment.Parts.Count; i++)
                    Seen.TryAdd((segment.Number, i), Linter.Reloads == 1 ? 0 : now);
            foreach (var segment in read.Whole)
                Segments[segment.Number] = segment;
            query = read.Segments[^1] is { Uri: null } open ? $"?_HLS_msn={open.Number}&_HLS_part={open.Parts.Count}&_HLS_skip=YES" : $"?_HLS_msn={read.Segments[^1].Number + 1}&_HLS_part=0&_HLS_skip=YES";
        }
    }

    /// <summary>The map and the media of segments, as a player would put them together.</summary>
    public async Task SaveAsync(IEnumerable<long> numbers, string file)
    {
        await using var output = File.Create(file);
        string? map = null;
        foreach (var segment in numbers.Select(number => Segments[number]))
        {
            if (segment.Map != map)
                await output.WriteAsync(await MediaAsync(segment.Map));
            map = segment.Map;
            await output.WriteAsync(await MediaAsync(segment.Uri!));
        }
    }

    /// <summary>Where the listed durations of segments differ from their media.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(IEnumerable<long> numbers)
    {
        var linter = new MediaLinter();
        foreach (var segment in numbers.Select(number => Segments[number]))
        {
            var parts = new List<ReadOnlyMemory<byte>>();
            foreach (var part in segment.Parts)
                parts.Add(await MediaAsync(part.Uri));
            linter.Check(segment, await MediaAsync(segment.Map), parts);
        }

        return linter.Faults;
    }

    private async Task<byte[]> MediaAsync(string uri) =>
        _media.TryGetValue(uri, out var known) ? known : _media[uri] = await client.GetByteArrayAsync($"/live/{channel}/{uri}");
}
