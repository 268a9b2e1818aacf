using System.Collections.Concurrent;
using System.Threading.Channels;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Replays as MP4 files: made one at a time when first asked for, and again after they were removed for lack of space.</summary>
internal sealed partial class ReplayFilms(
    RecordingStore store, RecordingKeeper keeper, ReplayLog replays, FilmMaker maker, RecordingMetrics metrics, TimeProvider time, ILogger<ReplayFilms> logger)
    : LoopService
{
    private const int Waiting = 64;
    private readonly Channel<(ChannelId Channel, SlotId Slot)> _asked =
        System.Threading.Channels.Channel.CreateBounded<(ChannelId, SlotId)>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly ConcurrentDictionary<(ChannelId, SlotId), bool> _making = new();
    private readonly ConcurrentDictionary<(ChannelId, SlotId), (long At, TimeSpan Pause)> _failed = new();

    /// <summary>The state of a film. One that is missing is made, unless too many wait already or it failed a short while ago.</summary>
    public FilmState Ask(ChannelId channel, SlotId slot)
    {
        var path = replays.PathOf(channel, slot, ".mp4");
        if (File.Exists(path))
            return new FilmState(path, Failed: false, TimeSpan.Zero);
        if (_failed.TryGetValue((channel, slot), out var failure) && failure.Pause - time.GetElapsedTime(failure.At) is var left && left > TimeSpan.Zero)
            return new FilmState(null, Failed: true, left);
        if (_making.TryAdd((channel, slot), true) && !_asked.Writer.TryWrite((channel, slot)))
            _making.TryRemove((channel, slot), out _);
        return FilmState.Making;
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        keeper.RemoveSpare = RemoveOldest;
        _guard.Try("Removing unfinished films", RemoveUnfinished);
        // A film that was not finished when the host stopped is made when it is asked for again.
        await foreach (var (channel, slot) in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await MakeAsync(channel, slot, stoppingToken);
                _failed.TryRemove((channel, slot), out _);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                metrics.FilmFailed();
                NotMade(logger, channel, slot, exception.Message);
                var pause = _failed.TryGetValue((channel, slot), out var before) ? before.Pause * 2 : FirstPause;
                _failed[(channel, slot)] = (time.GetTimestamp(), pause < LongestPause ? pause : LongestPause);
            }

            _making.TryRemove((channel, slot), out _);
        }
    }

    private async Task MakeAsync(ChannelId channel, SlotId slot, CancellationToken cancellation)
    {
        if (replays.Find(channel, slot) is not { } replay)
            return;

        var archive = await store.OpenAsync(channel, cancellation);
        var media = await ReplayMedia.ReadAsync(archive, replay, cancellation);
        var bytes = media.Segments.Sum(segment => segment.Segment.Length);
        // Pieces and film are on the disk together for a moment. Other films may be removed for them, recorded media never.
        while (!keeper.HasRoom(bytes * 2))
            if (RemoveOldest() == 0)
                throw new IOException($"The disk has no room for {bytes * 2} bytes, and no other film to remove is left.");

        var folder = Directory.CreateDirectory(replays.PathOf(channel, slot, ".making")).FullName;
        try
        {
            var film = await maker.MakeAsync(media, archive.InitPath, folder, cancellation);
            File.Move(film, replays.PathOf(channel, slot, ".mp4"), overwrite: true);
            Made(logger, channel, slot, media.Duration);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void RemoveUnfinished()
    {
        try
        {
            foreach (var folder in store.OnDisk.Select(replays.FolderOf).Where(Directory.Exists))
                foreach (var unfinished in Directory.EnumerateDirectories(folder, "*.making"))
                    Directory.Delete(unfinished, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Unfinished films only take room; the next start tries again.
            NotRemoved(logger, exception.Message);
        }
    }

    private long RemoveOldest()
    {
        var oldest = store.OnDisk.Select(replays.FolderOf).Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*.mp4")).MinBy(file => file.LastWriteTimeUtc);
        if (oldest is null)
            return 0;
        var length = oldest.Length;
        oldest.Delete();
        return length;
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "FilmMade", Message = "{Channel}: the film of slot {Slot} was made, {Duration} long")]
    private static partial void Made(ILogger logger, ChannelId channel, SlotId slot, TimeSpan duration);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "FilmPiecesNotRemoved",
        Message = "Unfinished films were not removed, the next start tries again: {Reason}")]
    private static partial void NotRemoved(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "FilmNotMade", Message = "{Channel}: the film of slot {Slot} was not made: {Reason}")]
    private static partial void NotMade(ILogger logger, ChannelId channel, SlotId slot, string reason);
}
