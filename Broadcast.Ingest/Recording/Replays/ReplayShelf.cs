using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Ingest.Hls;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Replays as they are sent to viewers: read and rendered once, and again after a change or <see cref="Fresh"/>.</summary>
internal sealed class ReplayShelf(RecordingStore store, ReplayLog replays, FactsReader facts, TimeProvider time)
{
    /// <summary>How long a reading is used: the keeper may have removed some of the media since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<(ChannelId, SlotId), Reading> _readings = [];

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

    /// <summary>Reads a replay from the disk. Callers who ask meanwhile share one reading.</summary>
    private Task<Shelved> ReadAsync(Replay replay)
    {
        var key = (replay.Channel, replay.Slot);
        lock (_gate)
        {
            if (_readings.TryGetValue(key, out var known)
                && ReferenceEquals(known.Replay, replay) && time.GetElapsedTime(known.At) < Fresh && known.Shelved is { IsFaulted: false, IsCanceled: false })
            {
                return known.Shelved;
            }

            foreach (var (channel, slot) in _readings.Keys.Where(read => replays.Find(read.Item1, read.Item2) is null).ToList())
                _readings.Remove((channel, slot));
            var reading = Task.Run(() => LoadAsync(replay));
            _readings[key] = new Reading(replay, time.GetTimestamp(), reading);
            return reading;
        }
    }

    private async Task<Shelved> LoadAsync(Replay replay)
    {
        var media = await ReplayMedia.ReadAsync(await store.OpenAsync(replay.Channel, CancellationToken.None), replay, CancellationToken.None);
        return new Shelved(replay, media, media.Marks(replay, stage => facts.Current.Stage(stage) is { } fact ? (fact.Name, fact.NameEn) : null));
    }

    private sealed record Reading(Replay Replay, long At, Task<Shelved> Shelved);

    internal sealed record Shelved(Replay Replay, ReplayMedia Media, IReadOnlyList<ReplayMark> Marks)
    {
        private readonly Lazy<RenderedPlaylist> _playlist = new(() => RenderedPlaylist.Of(TimelineWriter.Finished(Media.Entries, Marks.Select(DateRangeLine.Of), "../")));
        private readonly Lazy<ReplaySummary> _summary = new(() => ReplaySummary.Of(Replay, Media, Marks));

        public RenderedPlaylist Playlist => _playlist.Value;

        /// <summary>Throws when the replay has no media.</summary>
        public ReplaySummary Summary => _summary.Value;
    }
}
