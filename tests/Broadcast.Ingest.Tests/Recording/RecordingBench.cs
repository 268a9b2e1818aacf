using System.Collections.Immutable;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Sources.Alarms;
using Broadcast.Ingest.Tests.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Ingest.Tests.Recording;

/// <summary>A channel whose slate and source are recorded, on a fake clock.</summary>
internal sealed class RecordingBench : IAsyncDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly TestFragments _fragments = new();
    private WatchedOutput? _watched;
    private ChannelRecorder? _recorder;

    public RecordingBench(RecordingOptions? options = null, string? folder = null, IRecordingDisk? disk = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        Options = (options ?? new RecordingOptions { MinFree = 0, Queue = 1000 }) with { Directory = folder ?? _own!.Path };
        Store = new RecordingStore(Microsoft.Extensions.Options.Options.Create(Options), new ConfigurationBuilder().Build());
        Metrics = TestMetrics.Recording;
        Alarms = new StageAlarms(Time, TestMetrics.Alarms, NullLogger<StageAlarms>.Instance);
        Keeper = new RecordingKeeper(Store, disk ?? new RecordingDisk(), Metrics, Alarms, Time, NullLogger<RecordingKeeper>.Instance);
    }

    public static ChannelId Channel { get; } = ChannelId.Parse("zhanyi");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));

    public RecordingOptions Options { get; }

    public RecordingStore Store { get; private set; }

    public RecordingKeeper Keeper { get; private set; }

    public StageAlarms Alarms { get; }

    public RecordingMetrics Metrics { get; }

    public ChannelOutput Output => _watched!.Output;

    /// <summary>Bytes of the segments that the recorder has not written yet.</summary>
    public long WaitingBytes => _recorder!.WaitingBytes;

    public string Folder => Path.Combine(Options.Directory, Channel.Value);

    /// <summary>All segments that the channel has ended, in order.</summary>
    public List<Segment> Ended { get; } = [];

    /// <summary>Starts the channel and its recorder.</summary>
    public void Begin(ChannelOptions? channel = null)
    {
        _watched = new WatchedOutput(Time, Channel.Value, channel);
        using (Output.Gate.Enter())
        {
            Ended.AddRange(Output.Listing.Segments);
            Output.Listen(new SegmentLog(Ended));
        }

        _recorder = ChannelRecorder.Start(Output, Store, Keeper, Metrics, NullLogger.Instance);
    }

    /// <summary>Plays the run of this name for so many seconds, with an IDR a second.</summary>
    public void Play(string run, double seconds)
    {
        var media = TestFragments.Run(run);
        var start = Output.ListedEnd > Time.GetUtcNow() ? Output.ListedEnd : Time.GetUtcNow();
        for (var frame = 0; frame < seconds * 25; frame++)
        {
            var fragment = _fragments.Next(media, start + TimeSpan.FromMilliseconds(40) * frame, TimeSpan.FromMilliseconds(40), frame % 25 == 0);
            using (Output.Gate.Enter())
            {
                if (frame == 0)
                    Output.CutTo(fragment);
                else
                    Output.Append(fragment);
            }

            Step(TimeSpan.FromMilliseconds(40));
        }

        using (Output.Gate.Enter())
            Output.Flush();
    }

    /// <summary>Shows the slate for so many seconds.</summary>
    public void ShowSlate(double seconds)
    {
        for (var i = 0; i < seconds * 10; i++)
            Step(TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Stops the recorder once nothing waits to be written, and then the channel.</summary>
    public async Task EndAsync()
    {
        // A recorder that is stopped writes for three seconds at most.
        if (_recorder is not null)
        {
            await WrittenAsync();
            await _recorder.DisposeAsync();
        }

        _recorder = null;
        _watched?.Dispose();
    }

    /// <summary>Returns when no segment waits: each is written, or was given up.</summary>
    public Task WrittenAsync() => Eventually.TrueAsync(() => WaitingBytes == 0, "what waits is written");

    /// <summary>Opens the folder again, as a restarted host does.</summary>
    public void Reopen()
    {
        Store = new RecordingStore(Microsoft.Extensions.Options.Options.Create(Options), new ConfigurationBuilder().Build());
        Keeper = new RecordingKeeper(Store, new RecordingDisk(), Metrics, Alarms, Time, NullLogger<RecordingKeeper>.Instance);
    }

    public async Task<ImmutableArray<ArchivedSegment>> RecordedAsync() =>
        [.. await (await Store.OpenAsync(Channel, CancellationToken.None)).BetweenAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None)];

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _own?.Dispose();
    }

    private void Step(TimeSpan time)
    {
        Time.Advance(time);
        _watched!.LintListing();
        // The fake clock runs faster than any disk: wait while the queue is long.
        SpinWait.SpinUntil(() => _recorder is not { Waiting: > 500 });
    }

    private sealed class SegmentLog(List<Segment> heard) : IChannelListener
    {
        public void OnFragment(Fragment fragment)
        {
        }

        public void OnSegment(Segment segment) => heard.Add(segment);
    }
}
