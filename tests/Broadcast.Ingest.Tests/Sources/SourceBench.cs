using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Inputs;
using Broadcast.Ingest.Inputs.Pull;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Health;
using Broadcast.Ingest.Sources.Order;
using Broadcast.Ingest.Tests.Rtmp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>A stage's source as the host runs it: real FFmpeg, the wall clock, a ticker.</summary>
internal sealed class SourceBench : IAsyncDisposable
{
    private readonly ChildWatcher _watcher = new(NullLogger<ChildWatcher>.Instance);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _ticking;
    private readonly List<Task> _fetching;
    private readonly List<InputFeed> _sessions = [];

    public SourceBench(SourceOptions? options = null, params InputOptions[] inputs)
    {
        var metrics = new SourceMetrics(_services.GetRequiredService<IMeterFactory>());
        Stage = new StageSource(StageId.Parse("gushi"), options ?? new SourceOptions(), inputs is [] ? [new InputOptions { Kind = "push" }] : inputs, new StagePackager(_watcher, TimeProvider.System, NullLogger.Instance), metrics, TimeProvider.System, NullLogger<StageSource>.Instance);
        Stage.Subscribe(Heard);
        _ticking = TickAsync();
        var fetches = new InputMetrics(_services.GetRequiredService<IMeterFactory>());
        _fetching = [.. Stage.Order.All.Where(input => input.Kind != InputKind.Push)
            .Select(input => new FetchLoop(Stage, input, () => true, _watcher, fetches, TimeProvider.System, new LoggerFactory([Log]).CreateLogger("fetch")).RunAsync(_stop.Token))];
    }

    public StageSource Stage { get; }

    public FragmentLog Heard { get; } = new();

    /// <summary>What the loops of the fetched inputs log.</summary>
    public CapturedLog Log { get; } = new();

    public InputHealth Input(int number) => Stage.Health().Inputs[number];

    public InputFeed Publish(string address = "10.0.0.1", string digest = "digest", string? session = null)
    {
        var admission = Stage.Admit(new PublishRequest("key", new IPEndPoint(IPAddress.Parse(address), 50000), "FMLE/3.0", session), digest);
        Assert.That(admission.Refusal, Is.Null);
        var feed = (InputFeed)admission.Session!;
        _sessions.Add(feed);
        return feed;
    }

    /// <summary>Sends the messages in real time, or <paramref name="speed"/> times faster.</summary>
    public static async Task SendAsync(IPublishSession session, IEnumerable<MediaMessage> messages, double speed = 1)
    {
        var watch = Stopwatch.StartNew();
        long? first = null;
        foreach (var message in messages)
        {
            first ??= message.Timestamp;
            var due = TimeSpan.FromMilliseconds((message.Timestamp - first.Value) / speed) - watch.Elapsed;
            if (due > TimeSpan.FromMilliseconds(5))
                await Task.Delay(due);
            session.Write(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
            await session.DisposeAsync();
        await _stop.CancelAsync();
        await Task.WhenAll([_ticking, .. _fetching]);
        await _watcher.DisposeAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private async Task TickAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Stage.Tick();
            await Task.Delay(50);
        }
    }
}

/// <summary>Records everything that a fragment listener gets.</summary>
internal sealed class FragmentLog : IFragmentListener
{
    private readonly Lock _gate = new();
    private readonly List<Fragment> _fragments = [];
    private readonly List<int> _offAir = [];

    public IReadOnlyList<Fragment> Fragments
    {
        get
        {
            lock (_gate)
                return [.. _fragments];
        }
    }

    /// <summary>For each time that the stage went off air: how many fragments had come before.</summary>
    public IReadOnlyList<int> OffAir
    {
        get
        {
            lock (_gate)
                return [.. _offAir];
        }
    }

    public IReadOnlyList<MediaRun> Runs => [.. Fragments.Select(fragment => fragment.Run).Distinct()];

    /// <summary>
    /// Whether each fragment of a run begins where the previous one ended, apart from the clock's correction of at most 0.5 %, and no run
    /// begins before the previous run ended.
    /// </summary>
    public bool InOrder => Fragments.Zip(Fragments.Skip(1)).All(pair => pair.Second.Run == pair.First.Run
        ? (pair.Second.Start - pair.First.End).Duration() <= pair.First.Duration * 0.0051
        : pair.Second.Start >= pair.First.End);

    public void OnFragment(Fragment fragment)
    {
        lock (_gate)
            _fragments.Add(fragment);
    }

    public void OnOffAir()
    {
        lock (_gate)
            _offAir.Add(_fragments.Count);
    }
}
