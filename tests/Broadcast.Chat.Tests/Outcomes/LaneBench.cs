using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TestKit;

namespace Broadcast.Chat.Tests.Outcomes;

/// <summary>One lane on the real Redis, whose clock, rounds and handler a test directs.</summary>
internal sealed class LaneBench : IAsyncDisposable
{
    private const string Kind = "bench";
    private static readonly RoomId Room = RoomId.Parse("gushi");
    private static int _made;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly RedisLink _redis;
    private readonly OutcomeStream _stream;
    private readonly HeldKind _kind = new();
    private readonly LeaseDesk _leases = new();
    private readonly OutcomeInbox _inbox;
    private readonly OutcomeLane _lane;

    public LaneBench(int page)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", RunRedis.Server.ConnectionString)]).Build();
        var options = Options.Create(new RoomOptions { OutcomePage = page, OutcomePatience = TimeSpan.FromDays(1) });
        _redis = new RedisLink(configuration, TimeProvider.System);
        var keys = new RedisKeys(Options.Create(new RedisOptions { Prefix = $"lane{Interlocked.Increment(ref _made)}" }), _redis);
        _stream = new OutcomeStream(keys, options);
        _inbox = new OutcomeInbox(_stream, _redis, keys, options);
        _lane = new OutcomeLane(
            Room, _kind, _inbox, new LeaseDesk.Node(_leases), new OutcomeMetrics(_services.GetRequiredService<IMeterFactory>()),
            new LoopGuard(NullLogger.Instance, Time), options.Value, Time);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>The outcomes that a handler is working on, in the order in which they were handed out.</summary>
    public IReadOnlyList<Handled> InWork => [.. _kind.InWork.Values.OrderBy(handled => handled.Call)];

    /// <summary>Subjects that fail at once, whatever is handed out of them.</summary>
    public Func<string, bool> Fails { set => _kind.Fails = value; }

    /// <summary>Called with each outcome that is handed out, before its handler does anything.</summary>
    public Action<string, int> Begins { set => _kind.Begins = value; }

    /// <summary>Called when the handler of an outcome ends, and whether it was kept.</summary>
    public Action<string, int, bool> Ends { set => _kind.Ends = value; }

    public Task AddAsync(string subject, int number) => AddAsync((subject, number));

    /// <summary>Writes outcomes into the stream, in one go.</summary>
    public Task AddAsync(params IEnumerable<(string Subject, int Number)> outcomes) => Task.WhenAll(
        outcomes.Select(outcome => _redis.Database.StreamAddAsync(_stream.Key(Room), [new("k", Kind), new("s", outcome.Subject), new("n", outcome.Number)])));

    public Task<long> WaitingAsync() => _redis.Database.StreamLengthAsync(_stream.Key(Room));

    public Task RoundAsync() => _lane.RoundAsync(_stop.Token);

    /// <summary>Completes when nothing is handed out any more.</summary>
    public Task IdleAsync() => _lane.EndAsync();

    /// <summary>Another process takes the lease on the kind and reads, as after a time in which this one stood still.</summary>
    public async Task TakeOverAsync() => await _inbox.TakeAsync(Room, Kind, _leases.TakeAway($"outcomes.{Kind}"), "0-0");

    /// <summary>Waits until the handler has <paramref name="subject"/>'s next outcome.</summary>
    public Task<Handled> WorkAsync(string subject) => Eventually.ValueAsync(
        async () =>
        {
            await RoundAsync();
            return InWork.FirstOrDefault(handled => handled.Subject == subject);
        },
        $"an outcome of {subject} is handed out");

    /// <summary>Keeps an outcome, and waits until the lane has drawn its conclusions.</summary>
    public async Task KeepAsync(Handled handled)
    {
        var before = await WaitingAsync();
        handled.Keep();
        await Eventually.TrueAsync(
            async () => await WaitingAsync() < before && (IdleAsync().IsCompleted || InWork.Any(other => other.Call > handled.Call)),
            "it is acknowledged, and the next is handed out or the lane is idle");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _lane.EndAsync();
        await _redis.DisposeAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>An outcome in the hands of its handler.</summary>
    public sealed class Handled(string subject, int number, int call)
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Subject => subject;

        public int Number => number;

        public int Call => call;

        public Task Ended => _end.Task;

        public void Keep() => _end.TrySetResult();

        public void Fail() => _end.TrySetException(new InvalidOperationException("The database is away."));
    }

    private sealed class HeldKind : OutcomeKind
    {
        private int _calls;

        public override string Name => Kind;

        public ConcurrentDictionary<int, Handled> InWork { get; } = new();

        public Func<string, bool> Fails { get; set; } = _ => false;

        public Action<string, int> Begins { get; set; } = (_, _) => { };

        public Action<string, int, bool> Ends { get; set; } = (_, _, _) => { };

        public override async Task KeepAsync(RoomId room, StreamEntry entry, Lease lease, CancellationToken cancellation)
        {
            var handled = new Handled((string)entry["s"]!, (int)entry["n"], Interlocked.Increment(ref _calls));
            Begins(handled.Subject, handled.Number);
            if (Fails(handled.Subject))
                throw new InvalidOperationException("The database is away.");

            InWork[handled.Call] = handled;
            var kept = false;
            try
            {
                await handled.Ended.WaitAsync(cancellation);
                kept = true;
            }
            finally
            {
                InWork.TryRemove(handled.Call, out _);
                Ends(handled.Subject, handled.Number, kept);
            }
        }
    }
}
