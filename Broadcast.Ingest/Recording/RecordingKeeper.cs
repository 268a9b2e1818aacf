using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Sources.Alarms;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Removes recordings that are too old and, when the disk is full, the oldest beyond the floor. Nothing else deletes media. One removal
/// runs at a time, whoever asks for it.
/// </summary>
internal sealed partial class RecordingKeeper(
    RecordingStore store, IRecordingDisk disk, RecordingMetrics metrics, StageAlarms alarms, TimeProvider time, ILogger<RecordingKeeper> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(30);
    private const string DiskFullCode = "recording.disk_full";
    private readonly LoopGuard _guard = new(logger, time);
    private readonly SemaphoreSlim _removing = new(1);
    private long _refusedAt;

    /// <summary>True while the disk takes no recording, and for half a minute after. The alarm is <c>recording.disk_full</c>.</summary>
    public bool Full => Volatile.Read(ref _refusedAt) is > 0 and var at && time.GetElapsedTime(at) < FullFor;

    public long Free => store.Folder is { } folder && Directory.Exists(folder) ? disk.Free(folder) : 0;

    /// <summary>True when media between two instants belongs to a replay and is kept longer. Until replays are known, all does.</summary>
    public Func<ChannelId, DateTimeOffset, DateTimeOffset, bool> BelongsToReplay { get; set; } = (_, _, _) => true;

    /// <summary>Removes a file that can be made again, before any media goes. Returns its bytes; 0 when there is none.</summary>
    public Func<long> RemoveSpare { get; set; } = () => 0;

    /// <summary>True when there is room for that many bytes beside <see cref="RecordingOptions.MinFree"/>, with nothing removed.</summary>
    public bool HasRoom(long bytes) => Free >= store.Options.MinFree + bytes;

    /// <summary>Removes recordings until there is room for that many bytes; false when nothing more may be removed.</summary>
    /// <param name="bytes">About to be written.</param>
    /// <param name="refused">True when the disk has just refused them as full, whatever free space it reports.</param>
    /// <param name="cancellation">Ends the wait for another removal.</param>
    public async Task<bool> MakeRoomAsync(long bytes, bool refused, CancellationToken cancellation)
    {
        if (!refused && HasRoom(bytes))
            return true;

        await _removing.WaitAsync(cancellation);
        try
        {
            // After a refusal twice as much is freed: the disk may hold back more than it reports.
            var wanted = store.Options.MinFree + (refused ? bytes * 2 : bytes);
            var freed = 0L;
            while (Free < wanted || (refused && freed < bytes * 2))
            {
                if (RemoveOldest() is not (> 0 and var removed))
                    break;
                freed += removed;
            }

            // A disk that refuses although it reports room is full all the same: of quota, or of inodes.
            var room = refused ? freed > 0 : Free >= wanted;
            if (!room)
            {
                Volatile.Write(ref _refusedAt, time.GetTimestamp());
                alarms.Raise(
                    stage: null, DiskFullCode, AlarmSeverity.Warning,
                    "The recordings' disk is full and nothing more may be removed: free some space. Recording pauses, live goes on.",
                    Free, store.Options.MinFree);
            }

            return room;
        }
        finally
        {
            _removing.Release();
        }
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        if (store.Folder is not { } folder)
            return;

        using var timer = new PeriodicTimer(Interval, time);
        do
            await _guard.TryAsync("Removing old recordings", () => TryRemoveAsync(folder, stoppingToken), stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryRemoveAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await RemoveOldAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotRemoved(logger, exception.Message);
        }
    }

    private async Task RemoveOldAsync(CancellationToken cancellation)
    {
        // Also of channels that are gone: their recordings age like the others.
        foreach (var channel in store.OnDisk)
            await _guard.TryAsync($"Opening the recordings of {channel}", async () => await store.OpenAsync(channel, cancellation), cancellation);
        await _removing.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            foreach (var archive in store.Archives)
                foreach (var volume in archive.Closed.Where(volume => TooOld(archive.Channel, volume, now)).ToList())
                    Remove(archive, volume, "age");
        }
        finally
        {
            _removing.Release();
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
        _removing.Dispose();
        base.Dispose();
    }

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "RecordingRemoved",
        Message = "{Channel}: removed the recording from {Start:O}, {Bytes} bytes; reason: {Reason}")]
    private static partial void Removed(ILogger logger, ChannelId channel, DateTimeOffset start, long bytes, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "RecordingNotRemoved",
        Message = "Old recordings were not removed, the next attempt is in ten seconds: {Reason}")]
    private static partial void NotRemoved(ILogger logger, string reason);
}
