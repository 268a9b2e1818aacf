using System.Collections.Concurrent;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Replays as MP4 files: made one at a time when they are first asked for, and made again if the disk's keeper took them.</summary>
internal sealed partial class ReplayFilms(
    RecordingStore store, RecordingKeeper keeper, ReplayLog replays, FilmMaker maker, RecordingMetrics metrics, ILogger<ReplayFilms> logger) : BackgroundService
{
    private const int Waiting = 64;
    private readonly Channel<(ChannelId Channel, SlotId Slot)> _asked =
        System.Threading.Channels.Channel.CreateBounded<(ChannelId, SlotId)>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly ConcurrentDictionary<(ChannelId, SlotId), bool> _making = new();

    /// <summary>The file if it is made; otherwise it will be, unless too many wait already.</summary>
    public string? Ask(ChannelId channel, SlotId slot)
    {
        var path = replays.PathOf(channel, slot, ".mp4");
        if (File.Exists(path))
            return path;
        if (_making.TryAdd((channel, slot), true) && !_asked.Writer.TryWrite((channel, slot)))
            _making.TryRemove((channel, slot), out _);
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        keeper.RemoveSpare = RemoveOldest;
        try
        {
            foreach (var folder in store.OnDisk.Select(replays.FolderOf).Where(Directory.Exists))
                foreach (var unfinished in Directory.EnumerateDirectories(folder, "*.making"))
                    Directory.Delete(unfinished, recursive: true);
            await foreach (var (channel, slot) in _asked.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await MakeAsync(channel, slot, stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    metrics.FilmFailed();
                    NotMade(logger, channel, slot, exception.Message);
                }

                _making.TryRemove((channel, slot), out _);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: the next one makes it when it is asked for again.
        }
    }

    private async Task MakeAsync(ChannelId channel, SlotId slot, CancellationToken cancellation)
    {
        if (replays.Find(channel, slot) is not { } replay)
            return;

        var archive = await store.OpenAsync(channel, cancellation);
        var media = await ReplayMedia.ReadAsync(archive, replay, cancellation);
        var bytes = media.Segments.Sum(segment => segment.Segment.Length);
        // The pieces and the film, both there for a moment.
        if (bytes == 0 || !await keeper.MakeRoomAsync(bytes * 2, refused: false, cancellation))
            return;

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

    [LoggerMessage(Level = LogLevel.Error, EventName = "FilmNotMade", Message = "{Channel}: the film of slot {Slot} was not made: {Reason}")]
    private static partial void NotMade(ILogger logger, ChannelId channel, SlotId slot, string reason);
}
