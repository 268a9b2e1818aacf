using System.Collections.Concurrent;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Hls;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Replays as they are given out: rendered once, and again only when something of them has changed.</summary>
internal sealed class ReplayShelf(RecordingStore store, ReplayLog replays, FactsReader facts, TimeProvider time)
{
    /// <summary>The keeper may have taken some of its media since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(ChannelId, SlotId), Shelved> _shelved = new();

    public async Task<IReadOnlyList<ReplaySummary>> ListAsync(ChannelId channel, CancellationToken cancellation)
    {
        var found = new List<ReplaySummary>();
        foreach (var replay in replays.Of(channel))
            if (await ReadAsync(replay, cancellation) is { Media.Segments.Count: > 0 } shelved)
                found.Add(ReplaySummary.Of(shelved.Replay, shelved.Media, shelved.Marks));
        return found;
    }

    /// <summary>Null when there is no such replay, or nothing of it was recorded or is left.</summary>
    public async Task<Shelved?> FindAsync(ChannelId channel, SlotId slot, CancellationToken cancellation) =>
        replays.Find(channel, slot) is { } replay && await ReadAsync(replay, cancellation) is { Media.Segments.Count: > 0 } shelved ? shelved : null;

    private async Task<Shelved> ReadAsync(Replay replay, CancellationToken cancellation)
    {
        var key = (replay.Channel, replay.Slot);
        if (_shelved.TryGetValue(key, out var known) && ReferenceEquals(known.Replay, replay) && time.GetElapsedTime(known.At) < Fresh)
            return known;

        var media = await ReplayMedia.ReadAsync(await store.OpenAsync(replay.Channel, cancellation), replay, cancellation);
        var marks = media.Marks(replay, stage => facts.Current.Stage(stage) is { } fact ? (fact.Name, fact.NameEn) : null);
        return _shelved[key] = new Shelved(replay, media, marks, time.GetTimestamp());
    }

    internal sealed record Shelved(Replay Replay, ReplayMedia Media, IReadOnlyList<ReplayMark> Marks, long At)
    {
        private readonly Lazy<RenderedPlaylist> _playlist = new(() => RenderedPlaylist.Of(TimelineWriter.Finished(Media.Entries, Marks.Select(DateRangeLine.Of), "../")));

        public RenderedPlaylist Playlist => _playlist.Value;
    }
}
