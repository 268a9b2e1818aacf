using System.Text;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>A channel's output on a fake clock. Lints each listing, and keeps every part that was ever listed.</summary>
internal sealed class WatchedOutput : IDisposable
{
    private readonly FakeTimeProvider _time;
    private readonly SortedDictionary<long, Part> _parts = [];
    private Listing? _seen;
    private long _listedAt;
    private long _plainNumber;
    private long _compared = -1;

    public WatchedOutput(FakeTimeProvider time, string id = "zhanyi", ChannelOptions? options = null, ChannelKind kind = ChannelKind.Stage)
    {
        _time = time;
        Output = new ChannelOutput(ChannelId.Parse(id), kind, TestSlate.Clip, options ?? new ChannelOptions(), time, TestMetrics.Channels, NullLogger.Instance);
        LintListing();
        LongestSilence = TimeSpan.Zero;
    }

    public ChannelOutput Output { get; }

    public PlaylistLinter LowLatency { get; } = new();

    public PlaylistLinter Plain { get; } = new();

    /// <summary>Compares what is listed with the media.</summary>
    public MediaLinter Media { get; } = new();

    /// <summary>The longest time from one new listing to the next.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public IEnumerable<Part> Parts => _parts.Values;

    /// <summary>The bytes of every listed fragment in order, without the slate's.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> SourceBytes =>
        _parts.Values.SelectMany(part => part.Bytes).Where(bytes => bytes.Length == TestFragments.Size);

    public IReadOnlyList<string> Faults => [.. LowLatency.Faults, .. Plain.Faults, .. Media.Faults];

    /// <summary>Lints the current listing if it is new. Call it after each step of the clock or of the source.</summary>
    public void LintListing()
    {
        var listing = Output.Listing;
        if (ReferenceEquals(listing, _seen))
            return;

        foreach (var segment in listing.Open is { } open ? listing.Segments.Add(open) : listing.Segments)
            foreach (var part in segment.Parts)
                _parts[part.Number] = part;
        if (_listedAt != 0 && _time.GetElapsedTime(_listedAt) is var silence && silence > LongestSilence)
            LongestSilence = silence;
        _listedAt = _time.GetTimestamp();
        _seen = listing;
        if (LowLatency.Check(Encoding.UTF8.GetString(listing.LowLatency.Text.Span)) is { } playlist)
            Compare(playlist, listing);
        if (listing.OpenNumber != _plainNumber)
            Plain.Check(Encoding.UTF8.GetString(listing.Plain.Text.Span));
        _plainNumber = listing.OpenNumber;
    }

    public void Dispose() => Output.Dispose();

    /// <summary>Compares each whole segment with its media once, while its parts are listed.</summary>
    private void Compare(MediaPlaylist playlist, Listing listing)
    {
        foreach (var segment in playlist.Whole.Where(segment => segment.Parts.Count > 0 && segment.Number > _compared))
        {
            var source = listing.Find(segment.Number)!;
            Media.Check(segment, source.Run.Init, [.. source.Parts.Select(part => Joined(part.Bytes))]);
            _compared = segment.Number;
        }
    }

    private static ReadOnlyMemory<byte> Joined(IEnumerable<ReadOnlyMemory<byte>> fragments) => fragments.SelectMany(bytes => bytes.ToArray()).ToArray();
}
