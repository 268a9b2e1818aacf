using System.Diagnostics;
using Load.Clients;
using Load.Servers;
using TestKit;

namespace Load.Scenarios;

/// <summary>A server with its connections, which are opened once; then one schedule after another is measured.</summary>
internal sealed class Trial : IAsyncDisposable
{
    /// <summary>Connections of one process: below the 20,000 descriptors that a process may have here.</summary>
    private const int MostOfOneProcess = 16_000;

    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(250);

    private readonly IRoomServer _server;
    private readonly List<SwarmProcess> _swarms = [];
    private int _next;

    private Trial(IRoomServer server, int connections) => (_server, Connections) = (server, connections);

    public int Connections { get; }

    /// <summary>The connections that read.</summary>
    public int Readers { get; private set; }

    public IRoomServer Server => _server;

    public IReadOnlyList<int> Swarms => [.. _swarms.Select(swarm => swarm.Id)];

    /// <summary>Resident bytes that each connection added to the server.</summary>
    public double BytesPerConnection { get; private set; }

    public TimeSpan ConnectedIn { get; private set; }

    /// <summary>Opens all connections and waits until they are in the room.</summary>
    public static async Task<Trial> StartAsync(IRoomServer server, int connections, Func<SwarmSpec, SwarmSpec>? with = null)
    {
        var trial = new Trial(server, connections);
        try
        {
            await trial.ConnectAsync(with ?? (spec => spec));
            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends messages at this rate for these seconds, then waits until all are delivered, for 15 s at most.</summary>
    public async Task<Outcome> SpeakAsync(double perSecond, double seconds, Func<Schedule, Schedule>? with = null, Func<Schedule, CancellationToken, Task<IReadOnlyList<long>>>? pins = null)
    {
        var start = Stopwatch.GetTimestamp() + Swarm.Ticks(0.5);
        var schedule = new Schedule { Start = start, FirstNumber = _next, PerSecond = perSecond, Messages = (int)(perSecond * seconds) };
        schedule = with?.Invoke(schedule) ?? schedule;
        _next += schedule.Messages;
        await Task.WhenAll(_swarms.Select((swarm, i) => swarm.BeginAsync(schedule with { Swarm = i, Swarms = _swarms.Count })));

        var watch = new Watch(_server, Swarms);
        using var over = new CancellationTokenSource();
        var pinning = pins?.Invoke(schedule, over.Token) ?? Task.FromResult<IReadOnlyList<long>>([]);
        await SampleUntilAsync(watch, start + Swarm.Ticks(seconds), seconds + 1);
        await over.CancelAsync();
        var pinned = await pinning;
        var settled = await SettleAsync(watch, schedule, pinned.Count == 0 ? 0 : pinned[^1]);
        var report = SwarmReport.Sum(await Task.WhenAll(_swarms.Select(swarm => swarm.ReportAsync())));
        return new Outcome(schedule, report, pinned, settled, watch);
    }

    public async Task<IReadOnlyList<SwarmState>> StatesAsync() => await Task.WhenAll(_swarms.Select(swarm => swarm.StateAsync()));

    public async Task<SwarmReport> ReportAsync() => SwarmReport.Sum(await Task.WhenAll(_swarms.Select(swarm => swarm.ReportAsync())));

    public async Task<int> OpenAsync() => (await StatesAsync()).Sum(state => state.Open);

    public async ValueTask DisposeAsync()
    {
        foreach (var swarm in _swarms)
            await swarm.DisposeAsync();
    }

    private async Task ConnectAsync(Func<SwarmSpec, SwarmSpec> with)
    {
        var before = Usage.Of(_server.Processes).Memory;
        var started = Stopwatch.GetTimestamp();
        var processes = (Connections + MostOfOneProcess - 1) / MostOfOneProcess;
        for (var i = 0; i < processes; i++)
        {
            var (first, last) = (Connections * i / processes, Connections * (i + 1) / processes);
            var spec = with(new SwarmSpec { Servers = _server.Nodes, First = first, Count = last - first, PerSecond = 600.0 / processes });
            _swarms.Add(await SwarmProcess.StartAsync(spec, _server.Dialect));
        }

        try
        {
            await Eventually.TrueAsync(async () => await OpenAsync() == Connections, "all are in", TimeSpan.FromSeconds(60 + (Connections / 100)));
        }
        catch (TimeoutException late)
        {
            var report = await ReportAsync();
            throw new InvalidOperationException($"{_server.Name}: {report.Open} of {Connections} came in; turned away: {Outcome.Format(report.TurnedAway)}; lost: {report.Lost}", late);
        }

        Readers = (await ReportAsync()).Readers;
        ConnectedIn = Stopwatch.GetElapsedTime(started);
        await Task.Delay(TimeSpan.FromSeconds(3));
        BytesPerConnection = (double)(Usage.Of(_server.Processes).Memory - before) / Connections;
    }

    private async Task SampleUntilAsync(Watch watch, long end, double atMost)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() < end && Stopwatch.GetElapsedTime(started).TotalSeconds < atMost)
        {
            await Task.Delay(SampleEvery);
            watch.Sample((await StatesAsync()).Sum(state => state.Delivered));
        }
    }

    /// <summary>Waits until every message and pin has reached every reader; false when that takes longer than 15 s.</summary>
    private async Task<bool> SettleAsync(Watch watch, Schedule schedule, long lastPin)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < SettlesWithin)
        {
            var states = await StatesAsync();
            var delivered = states.Sum(state => state.Delivered);
            watch.Sample(delivered);
            var furthest = states.Max(state => state.Position);
            var sent = states.Sum(state => state.Sent);
            var all = sent + states.Sum(state => state.Unsent) == schedule.Messages;
            var done = all && (_server.Dialect.Kind == "room"
                ? states.All(state => state.Behind == 0 && state.Position == furthest && state.Answered == state.Sent) && furthest >= lastPin
                : delivered == sent * Readers);
            if (done)
                return true;
            await Task.Delay(SampleEvery);
        }

        return false;
    }
}
