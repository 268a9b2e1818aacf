using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Microsoft.Extensions.Primitives;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Playlists that begin in the past: live ones, and of channels that have ended. Viewers who go back to the same minute share one, and it is rendered at most once in
/// <see cref="Fresh"/>: minutes behind the edge that is fresh enough.
/// </summary>
internal sealed class Dvr(RecordingStore store, TimeProvider time) : IDisposable
{
    public const string Parameter = "from";

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>How many playlists are rendered at a time; the others wait. One of some hours keeps a core busy for a while.</summary>
    private const int Rendering = 2;

    /// <summary>How many playlists are kept; the oldest go first. A long one has a megabyte.</summary>
    private const int Kept = 64;

    private readonly Dictionary<(string Channel, long From), Shared> _playlists = [];
    /// <summary>How much is read before the start of a playlist, so that there is a dated segment to begin with.</summary>
    private static readonly TimeSpan Lead = ChannelTimes.TargetDuration * TimelineWriter.DatedEvery;

    private readonly SemaphoreSlim _rendering = new(Rendering);
    private readonly Lock _gate = new();

    /// <summary>
    /// Reads an instant (Unix milliseconds, or ISO 8601, without a zone in UTC), rounded down to a minute. False for what is no instant
    /// and for one that is more than a minute in the future.
    /// </summary>
    public bool TryRead(StringValues values, out DateTimeOffset from)
    {
        from = default;
        if (values is not [{ Length: > 0 and <= 40 } text])
            return false;

        DateTimeOffset instant;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
                return false;
            instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        // A '+' in a query string arrives as a blank.
        else if (!text.Contains('T', StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
        {
            return false;
        }

        if (instant > time.GetUtcNow() + Step)
            return false;
        from = new DateTimeOffset(instant.UtcTicks - instant.UtcTicks % Step.Ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>The query string for an instant, with its question mark: the same for everyone, so that caches share it.</summary>
    public static string Query(DateTimeOffset from) => string.Create(CultureInfo.InvariantCulture, $"?{Parameter}={from.ToUnixTimeMilliseconds()}");

    /// <summary>The playlist up to the live edge, from the instant or the oldest of <see cref="RecordingOptions.DvrWindow"/>.</summary>
    public Task<RenderedPlaylist> PlaylistAsync(ChannelOutput output, DateTimeOffset from)
    {
        // All instants before the window share one playlist.
        var earliest = time.GetUtcNow() - store.Options.DvrWindow;
        if (from < earliest)
            from = new DateTimeOffset(earliest.UtcTicks - earliest.UtcTicks % Step.Ticks, TimeSpan.Zero);
        return SharedAsync(output.Id, from, () => WriteAsync(output, from, earliest));
    }

    /// <summary>
    /// What is recorded of a channel that has ended, such as a retired stage's: a playlist with an end, from the instant or the first media
    /// after it, for at most <see cref="RecordingOptions.DvrWindow"/>. Null when nothing is.
    /// </summary>
    public async Task<RenderedPlaylist?> EndedAsync(ChannelId channel, DateTimeOffset from)
    {
        if (store.Find(channel) is not { } archive || archive.Volumes.FirstOrDefault(volume => volume.Last.End > from) is not { First.Start: var first })
            return null;

        var start = first > from ? first : from;
        return await SharedAsync(channel, start, () => WriteEndedAsync(archive, start));
    }

    private Task<RenderedPlaylist> SharedAsync(ChannelId channel, DateTimeOffset from, Func<Task<RenderedPlaylist>> write)
    {
        var key = (channel.Value, from.UtcTicks);
        lock (_gate)
        {
            if (_playlists.TryGetValue(key, out var shared) && time.GetElapsedTime(shared.At) < Fresh)
            {
                return shared.Playlist;
            }

            foreach (var old in _playlists.OrderByDescending(known => known.Value.At).Skip(Kept - 1).ToList())
                _playlists.Remove(old.Key);
            var playlist = RenderAsync(write);
            _playlists[key] = new Shared(time.GetTimestamp(), playlist);
            return playlist;
        }
    }

    private async Task<RenderedPlaylist> RenderAsync(Func<Task<RenderedPlaylist>> write)
    {
        await _rendering.WaitAsync();
        try
        {
            return await Task.Run(write);
        }
        finally
        {
            _rendering.Release();
        }
    }

    private async Task<RenderedPlaylist> WriteAsync(ChannelOutput output, DateTimeOffset from, DateTimeOffset earliest)
    {
        var listing = output.Listing;
        var timeline = new Timeline();
        var start = from > earliest ? from : earliest;
        if (store.Find(output.Id) is { } archive && listing.Segments is [var first, ..])
        {
            foreach (var recorded in await archive.BetweenAsync(start - Lead, first.Start, CancellationToken.None))
            {
                if (recorded.Segment.Epoch != listing.Epoch || recorded.Segment.Number < first.Number)
                    timeline.Add(recorded.Segment);
            }
        }

        timeline.Add(listing);
        timeline.BeginAt(start);
        return RenderedPlaylist.Of(TimelineWriter.Live(timeline, listing));
    }

    private async Task<RenderedPlaylist> WriteEndedAsync(ChannelArchive archive, DateTimeOffset from)
    {
        var timeline = new Timeline();
        foreach (var recorded in await archive.BetweenAsync(from, from + store.Options.DvrWindow, CancellationToken.None))
            timeline.Add(recorded.Segment);
        return RenderedPlaylist.Of(TimelineWriter.Finished(timeline.Entries, [], ""));
    }

    public void Dispose() => _rendering.Dispose();

    private readonly record struct Shared(long At, Task<RenderedPlaylist> Playlist);
}
