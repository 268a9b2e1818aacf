using System.Threading.Channels;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Writes one life of one channel to disk, with one loop and a bounded queue. What the disk cannot take in time is dropped and counted;
/// the index then has a hole in its numbers, and playlists list it as a gap. The channel never waits.
/// </summary>
internal sealed partial class ChannelRecorder : IChannelListener, IAsyncDisposable
{
    /// <summary>How long a host that stops goes on writing the segments that wait.</summary>
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(3);

    private readonly ChannelOutput _output;
    private readonly RecordingStore _store;
    private readonly RecordingKeeper _keeper;
    private readonly RecordingMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _epoch;
    private readonly Channel<(Segment Segment, long Discontinuities)> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _listening;
    private Task _loop = Task.CompletedTask;
    private long _discontinuities;
    private long _waitingBytes;
    private VolumeWriter? _writer;
    private bool _failing;

    private ChannelRecorder(ChannelOutput output, RecordingStore store, RecordingKeeper keeper, RecordingMetrics metrics, ILogger logger)
    {
        (_output, _store, _keeper, _metrics, _logger) = (output, store, keeper, metrics, logger);
        _queue = System.Threading.Channels.Channel.CreateBounded<(Segment, long)>(new BoundedChannelOptions(store.Options.Queue) { SingleReader = true });
        using (output.Gate.Enter())
        {
            var listing = output.Listing;
            _epoch = listing.Epoch;
            _discontinuities = listing.DiscontinuitySequence;
            foreach (var segment in listing.Segments)
                OnSegment(segment);
            _listening = output.Listen(this);
        }
    }

    /// <summary>Records the channel, from the segments that it lists now on, until the recorder is disposed.</summary>
    public static ChannelRecorder Start(ChannelOutput output, RecordingStore store, RecordingKeeper keeper, RecordingMetrics metrics, ILogger logger)
    {
        var recorder = new ChannelRecorder(output, store, keeper, metrics, logger);
        recorder._loop = Task.Run(recorder.WriteAllAsync);
        return recorder;
    }

    public ChannelOutput Output => _output;

    public int Waiting => _queue.Reader.Count;

    /// <summary>Bytes of the segments that wait, or are being written.</summary>
    public long WaitingBytes => Volatile.Read(ref _waitingBytes);

    public void OnFragment(Fragment fragment)
    {
        // Only whole segments are kept.
    }

    public void OnSegment(Segment segment)
    {
        if (segment.Discontinuity)
            _discontinuities++;
        // One segment may always wait, however long it is.
        var fits = WaitingBytes == 0 || WaitingBytes + segment.Length <= _store.Options.QueueBytes;
        if (fits && _queue.Writer.TryWrite((segment, _discontinuities)))
            Interlocked.Add(ref _waitingBytes, segment.Length);
        else
            _metrics.Dropped(_output.Id, "queue");
    }

    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        _queue.Writer.TryComplete();
        _stop.CancelAfter(LastWrites);
        await _loop;
        _stop.Dispose();
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (var (segment, discontinuities) in _queue.Reader.ReadAllAsync(_stop.Token))
            {
                await WriteAsync(segment, discontinuities);
                Interlocked.Add(ref _waitingBytes, -segment.Length);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The host stops and the disk is too slow to wait for, or refuses the last write.
        }
        finally
        {
            _writer?.Dispose();
            _store.Find(_output.Id)?.Ended(_epoch);
        }
    }

    private async Task WriteAsync(Segment segment, long discontinuities)
    {
        var refused = false;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                if (!await _keeper.MakeRoomAsync(segment.Length, refused, _stop.Token))
                {
                    _metrics.Dropped(_output.Id, "disk-full");
                    return;
                }

                await AppendAsync(segment, discontinuities);
                _failing = false;
                return;
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                // A full disk loses its oldest recordings first. After any failure the write is tried once more.
                refused = DiskRefusal.IsFull(exception);
                if (!_failing)
                    NotWritten(_logger, _output.Id, exception.Message);
                _failing = true;
            }
        }

        _metrics.Dropped(_output.Id, "disk-error");
    }

    private async Task AppendAsync(Segment segment, long discontinuities)
    {
        var archive = await _store.OpenAsync(_output.Id, _stop.Token);
        var entry = new RecordedSegment(
            _epoch, segment.Number, segment.Start, segment.Duration, discontinuities, segment.Discontinuity, segment.Run.Slate, segment.Init, 0, segment.Length);
        if (_writer?.Volume is { } volume && entry.End - volume.First.Start > Volume.Longest)
        {
            _writer.Dispose();
            _writer = null;
        }

        await KeepInitAsync(archive, segment);
        _writer ??= new VolumeWriter(Path.Combine(archive.Folder, Volume.NameOf(entry)));
        await _writer.AppendAsync(segment, entry, _stop.Token);
        archive.Added(_writer.Volume!, new RecordedInit(segment.Init, segment.Run.Codecs, segment.Run.Width, segment.Run.Height, segment.Run.FrameRate));
        _metrics.Written(_output.Id, segment.Length);
    }

    /// <summary>
    /// Writes the segment's initialisation segment before the first segment of a volume that needs it. Each such volume writes it anew:
    /// the age of the file tells which volume was the last to use it.
    /// </summary>
    private async Task KeepInitAsync(ChannelArchive archive, Segment segment)
    {
        if (_writer?.Knows(segment.Init) == true)
            return;

        var path = archive.InitPath(segment.Init);
        var making = path + ".making";
        using (var handle = File.OpenHandle(making, FileMode.Create, FileAccess.Write))
        {
            await DiskWrites.WriteAsync(handle, segment.Run.Init, 0, _stop.Token);
            await DiskWrites.FlushAsync(handle, _stop.Token);
        }

        File.Move(making, path, overwrite: true);
    }

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "SegmentNotWritten",
        Message = "{Channel}: recording a segment failed, check the disk: {Reason}")]
    private static partial void NotWritten(ILogger logger, ChannelId channel, string reason);
}
