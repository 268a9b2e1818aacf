using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Spine.Facts;

/// <summary>A reader and a writer of facts on one Redis, with a prefix of their own and no host around them.</summary>
internal sealed class FactsRig : IAsyncDisposable
{
    private static int _made;
    private readonly ProfilingSession _asked = new();
    private readonly Warnings _log = new();
    private readonly RedisLink _link;
    private int _changes;

    public FactsRig(RedisServer redis)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis.ConnectionString)]).Build();
        _link = new RedisLink(configuration, TimeProvider.System);
        _link.Database.Multiplexer.RegisterProfiler(() => _asked);
        Keys = new RedisKeys(Options.Create(new RedisOptions { Prefix = $"facts-{Interlocked.Increment(ref _made)}" }), _link);
        Writer = new FactsWriter(_link, Keys);
        Reader = new FactsReader(_link, Keys, TimeProvider.System, _log);
        Reader.Changed += _ => Interlocked.Increment(ref _changes);
    }

    public RedisKeys Keys { get; }

    public FactsWriter Writer { get; }

    public FactsReader Reader { get; }

    public IDatabase Database => _link.Database;

    /// <summary>What a node fetches with, that has nothing yet.</summary>
    public FactsShelf Shelf() => new(_link, Keys);

    /// <summary>How often the reader has told of new facts.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>How often the reader has logged that it could not read.</summary>
    public int Warned => _log.Count;

    public Task StartAsync() => Reader.StartAsync(CancellationToken.None);

    /// <summary>A document with these stages, of the database <c>one</c>.</summary>
    public static FestivalFacts Facts(long revision, params string[] stages) => FestivalFacts.Empty with
    {
        Revision = revision,
        Epoch = "one",
        Stages = [.. stages.Select(stage => new StageFact
        {
            Id = StageId.Parse(stage),
            Festival = FestivalId.Parse("festival"),
            Name = stage,
            NameEn = stage,
            KeyDigest = $"digest-{stage}",
        })],
    };

    /// <summary>Waits until these facts are in force.</summary>
    public Task TakesAsync(long revision) => Eventually.TrueAsync(() => Reader.Current.Facts.Revision == revision, $"revision {revision} is taken");

    /// <summary>
    /// Waits until the reader has read what is in Redis now, and has acted on it. A read may be under way already, so the second is the first
    /// that must see it, and the third begins when the second is done with.
    /// </summary>
    public async Task ReadsAsync()
    {
        _asked.FinishProfiling();
        var reads = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await Database.PublishAsync(Keys.FactsChanged, 0);
                reads += _asked.FinishProfiling().Count(command => command.Command.StartsWith("EVAL", StringComparison.Ordinal));
                return reads >= 3;
            },
            "the facts are read");
    }

    public async ValueTask DisposeAsync()
    {
        await Reader.StopAsync(CancellationToken.None);
        Reader.Dispose();
        await _link.DisposeAsync();
    }

    private sealed class Warnings : ILogger<FactsReader>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
                Interlocked.Increment(ref _count);
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }
}
