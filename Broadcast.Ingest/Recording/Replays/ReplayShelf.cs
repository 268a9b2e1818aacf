using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Hls;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Replays as they are given out: rendered once, and again only when something of them has changed.</summary>
internal sealed class ReplayShelf(RecordingStore store, ReplayLog replays, FactsReader facts, TimeProvider time)
{
    /// <summary>The keeper may have taken some of its media since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<(ChannelId, SlotId), Place> _places = [];

    public async Task<IReadOnlyList<ReplaySummary>> ListAsync(ChannelId channel, CancellationToken cancellation)
    {
        var found = new List<ReplaySummary>();
        foreach (var replay in replays.Of(channel))
            if (await ReadAsync(replay).WaitAsync(cancellation) is { Media.Segments.Count: > 0 } shelved)
                found.Add(shelved.Summary);
        return found;
    }

    /// <summary>Null when there is no such replay, or nothing of it was recorded or is left.</summary>
    public async Task<Shelved?> FindAsync(ChannelId channel, SlotId slot, CancellationToken cancellation) =>
        replays.Find(channel, slot) is { } replay && await ReadAsync(replay).WaitAsync(cancellation) is { Media.Segments.Count: > 0 } shelved ? shelved : null;

    /// <summary>All who ask meanwhile share one look at the disk.</summary>
    private Task<Shelved> ReadAsync(Replay replay)
    {
        var key = (replay.Channel, replay.Slot);
        lock (_gate)
        {
            if (_places.TryGetValue(key, out var known)
                && ReferenceEquals(known.Replay, replay) && time.GetElapsedTime(known.At) < Fresh && known.Shelved is { IsFaulted: false, IsCanceled: false })
            {
                return known.Shelved;
            }

            foreach (var (channel, slot) in _places.Keys.Where(place => replays.Find(place.Item1, place.Item2) is null).ToList())
                _places.Remove((channel, slot));
            var reading = Task.Run(() => LoadAsync(replay));
            _places[key] = new Place(replay, time.GetTimestamp(), reading);
            return reading;
        }
    }

    private async Task<Shelved> LoadAsync(Replay replay)
    {
        var media = await ReplayMedia.ReadAsync(await store.OpenAsync(replay.Channel, CancellationToken.None), replay, CancellationToken.None);
        return new Shelved(replay, media, media.Marks(replay, stage => facts.Current.Stage(stage) is { } fact ? (fact.Name, fact.NameEn) : null));
    }

    private sealed record Place(Replay Replay, long At, Task<Shelved> Shelved);

    internal sealed record Shelved(Replay Replay, ReplayMedia Media, IReadOnlyList<ReplayMark> Marks)
    {
        private readonly Lazy<RenderedPlaylist> _playlist = new(() => RenderedPlaylist.Of(TimelineWriter.Finished(Media.Entries, Marks.Select(DateRangeLine.Of), "../")));
        private readonly Lazy<ReplaySummary> _summary = new(() => ReplaySummary.Of(Replay, Media, Marks));

        public RenderedPlaylist Playlist => _playlist.Value;

        /// <summary>Only of a replay with media.</summary>
        public ReplaySummary Summary => _summary.Value;
    }
}
