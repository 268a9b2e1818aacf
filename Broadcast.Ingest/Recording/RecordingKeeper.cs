using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Alarms;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Removes what is too old, and the oldest beyond the floor when the disk is full. Nothing else deletes media. One look at a time,
/// whoever asks for it.
/// </summary>
internal sealed partial class RecordingKeeper(
    RecordingStore store, IRecordingDisk disk, RecordingMetrics metrics, StageAlarms alarms, TimeProvider time, ILogger<RecordingKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(30);
    private const string DiskFullCode = "recording.disk_full";
    private readonly LoopGuard _guard = new(logger, time);
    private readonly SemaphoreSlim _looking = new(1);
    private long _refusedAt;

    /// <summary>True while the disk takes no recording, and for half a minute after: the alarm <c>recording.disk_full</c>.</summary>
    public bool Full => Volatile.Read(ref _refusedAt) is > 0 and var at && time.GetElapsedTime(at) < FullFor;

    public long Free => store.Folder is { } folder && Directory.Exists(folder) ? disk.Free(folder) : 0;

    /// <summary>Whether media of that interval belongs to a replay and is kept longer. Until the replays are known, all may.</summary>
    public Func<ChannelId, DateTimeOffset, DateTimeOffset, bool> BelongsToReplay { get; set; } = (_, _, _) => true;

    /// <summary>What can be made again and goes before any media when the disk is full; returns the bytes.</summary>
    public Func<long> RemoveSpare { get; set; } = () => 0;

    /// <summary>True when there is room for so many bytes without anything having to go.</summary>
    public bool HasRoom(long bytes) => Free >= store.Options.MinFree + bytes;

    /// <summary>True when there is room for so many bytes; makes it if it can.</summary>
    /// <param name="bytes">About to be written.</param>
    /// <param name="refused">True when the disk has just refused them, whatever it says of its free space.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> MakeRoomAsync(long bytes, bool refused, CancellationToken cancellation)
    {
        if (!refused && HasRoom(bytes))
            return true;

        await _looking.WaitAsync(cancellation);
        try
        {
            // What the disk refused is asked for twice over: it may hold back more than it says.
            var wanted = store.Options.MinFree + (refused ? bytes * 2 : bytes);
            var freed = 0L;
            while (Free < wanted || (refused && freed < bytes * 2))
            {
                if (RemoveOldest() is not (> 0 and var removed))
                    break;
                freed += removed;
            }

            // A disk that refuses although it says that it has room is full all the same: of quota, or of inodes.
            var room = refused ? freed > 0 : Free >= wanted;
            if (!room)
            {
                Volatile.Write(ref _refusedAt, time.GetTimestamp());
                alarms.Raise(
                    stage: null, DiskFullCode, AlarmSeverity.Warning,
                    "The recordings' disk is full and all that may go has gone: recording pauses, live goes on.", Free, store.Options.MinFree);
            }

            return room;
        }
        finally
        {
            _looking.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store.Folder is not { } folder)
            return;

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await _guard.TryAsync("Removing old recordings", () => LookAsync(folder, stoppingToken), stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await LookAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(logger, exception.Message);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        // Also of channels that are gone: their recordings age like the others.
        foreach (var channel in store.OnDisk)
            await _guard.TryAsync($"Opening the recordings of {channel}", async () => await store.OpenAsync(channel, cancellation), cancellation);
        await _looking.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            foreach (var archive in store.Archives)
                foreach (var volume in archive.Closed.Where(volume => TooOld(archive.Channel, volume, now)).ToList())
                    Remove(archive, volume, "age");
        }
        finally
        {
            _looking.Release();
        }

        await MakeRoomAsync(0, refused: false, cancellation);
        if (!Full)
            alarms.Clear(stage: null, DiskFullCode);
    }

    private bool TooOld(ChannelId channel, Volume volume, DateTimeOffset now)
    {
        var age = now - volume.Last.End;
        return age > store.Options.Retention
            && (age > store.Options.ReplayRetention || !BelongsToReplay(channel, volume.First.Start, volume.Last.End));
    }

    private long RemoveOldest()
    {
        if (RemoveSpare() is > 0 and var spare)
        {
            metrics.Removed(spare, "room");
            return spare;
        }

        var limit = time.GetUtcNow() - store.Options.Floor;
        var oldest = store.Archives
            .SelectMany(archive => archive.Closed.Take(1).Where(volume => volume.Last.End < limit), (archive, volume) => new { archive, volume })
            .MinBy(candidate => candidate.volume.Last.End);
        return oldest is null ? 0 : Remove(oldest.archive, oldest.volume, "room");
    }

    private long Remove(ChannelArchive archive, Volume volume, string reason)
    {
        archive.Remove(volume);
        metrics.Removed(volume.Length, reason);
        Removed(logger, archive.Channel, volume.First.Start, volume.Length, reason);
        return volume.Length;
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "RecordingRemoved", Message = "{Channel}: removed the recording from {Start:O}, {Bytes} bytes, for {Reason}")]
    private static partial void Removed(ILogger logger, ChannelId channel, DateTimeOffset start, long bytes, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "RecordingNotRemoved", Message = "Old recordings were not removed: {Reason}")]
    private static partial void NotRemoved(ILogger logger, string reason);
}
