using System.Collections.Concurrent;
using System.Globalization;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Microsoft.Extensions.Primitives;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Live playlists that begin in the past. All who go back to the same minute share one, and it is rendered at most once in
/// <see cref="Fresh"/>: who is minutes behind the edge needs no more.
/// </summary>
internal sealed class Dvr(RecordingStore store, TimeProvider time)
{
    public const string Parameter = "from";

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<(string Channel, long From), Shared> _playlists = new();
    private readonly Lock _gate = new();

    /// <summary>
    /// Reads an instant (Unix milliseconds, or ISO 8601 with a zone), rounded down to a minute. False for what is no instant and for
    /// one that is still to come.
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
        // A '+' in a query is a blank.
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

    /// <summary>The parameter as it stands in URLs, so that everyone's is the same.</summary>
    public static string Query(DateTimeOffset from) => string.Create(CultureInfo.InvariantCulture, $"?{Parameter}={from.ToUnixTimeMilliseconds()}");

    /// <summary>The playlist from there to the edge, or from the oldest that there is.</summary>
    public async Task<RenderedPlaylist> PlaylistAsync(ChannelOutput output, DateTimeOffset from)
    {
        // Older ones are all the same.
        var earliest = time.GetUtcNow() - store.Options.DvrWindow;
        if (from < earliest)
            from = new DateTimeOffset(earliest.UtcTicks - earliest.UtcTicks % Step.Ticks, TimeSpan.Zero);
        Task<RenderedPlaylist> playlist;
        var key = (output.Id.Value, from.UtcTicks);
        lock (_gate)
        {
            if (_playlists.TryGetValue(key, out var shared) && time.GetElapsedTime(shared.At) < Fresh)
            {
                playlist = shared.Playlist;
            }
            else
            {
                foreach (var old in _playlists.Where(known => time.GetElapsedTime(known.Value.At) > Fresh * 5))
                    _playlists.TryRemove(old);
                playlist = RenderAsync(output, from, earliest);
                _playlists[key] = new Shared(time.GetTimestamp(), playlist);
            }
        }

        return await playlist;
    }

    private async Task<RenderedPlaylist> RenderAsync(ChannelOutput output, DateTimeOffset from, DateTimeOffset earliest)
    {
        await Task.Yield();
        var listing = output.Listing;
        var timeline = new Timeline();
        var start = from > earliest ? from : earliest;
        if (store.Find(output.Id) is { } archive && listing.Segments is [var first, ..])
        {
            foreach (var recorded in await archive.BetweenAsync(start, first.Start, CancellationToken.None))
            {
                if (recorded.Segment.Epoch != listing.Epoch || recorded.Segment.Number < first.Number)
                    timeline.Add(recorded.Segment);
            }
        }

        timeline.Add(listing);
        return RenderedPlaylist.Of(TimelineWriter.Live(timeline, listing));
    }

    private readonly record struct Shared(long At, Task<RenderedPlaylist> Playlist);
}
