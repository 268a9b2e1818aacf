using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Door;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Broadcast.Chat.Tests.Door;

/// <summary>How a live connection is told of a failure; no Redis is asked.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RoomHubFilterTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_000_000));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly KeptLog _log = new();
    private readonly RedisLink _redis;
    private readonly FactsReader _facts;
    private readonly RoomHubFilter _filter;

    public RoomHubFilterTests()
    {
        _redis = new RedisLink(new ConfigurationBuilder().Build(), _time);
        _facts = new FactsReader(_redis, new RedisKeys(Options.Create(new RedisOptions()), _redis), _time, NullLogger<FactsReader>.Instance);
        _filter = new RoomHubFilter(new RevokedSessions(_facts, _time), new ChatMetrics(_services.GetRequiredService<IMeterFactory>()), new RefusalLog(_time, NullLogger<RefusalLog>.Instance), _log);
    }

    public async ValueTask DisposeAsync()
    {
        _facts.Dispose();
        await _redis.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Test]
    public async Task A_call_that_succeeds_returns_what_the_hub_returns() =>
        Assert.That(await _filter.InvokeMethodAsync(Call(), _ => ValueTask.FromResult<object?>("said")), Is.EqualTo("said"));

    [Test]
    public async Task A_refusal_is_shown_as_its_code_and_its_message() =>
        Assert.That(await ShownAsync(new RefusedException(RoomErrors.NotJoined)), Is.EqualTo("room.not_joined: Join a room first."));

    [Test]
    public async Task A_fault_is_shown_without_its_cause_which_is_in_the_log()
    {
        var shown = await ShownAsync(new InvalidOperationException("Password=hunter2"));

        Assert.That(shown, Is.EqualTo("internal: Something went wrong in this service."));
        Assert.That(_log.Errors, Is.EqualTo(["The hub call Say failed: Password=hunter2"]));
    }

    [TestCaseSource(nameof(Outages))]
    public async Task While_Redis_is_away_a_call_is_told_that_the_room_is_paused(Exception away)
    {
        Assert.That(await ShownAsync(away), Does.StartWith("room.paused: "));
        Assert.That(_log.Errors, Is.Empty, "an outage is no fault of ours");
    }

    [Test]
    public async Task What_Redis_refuses_because_of_us_is_a_fault() =>
        Assert.That(await ShownAsync(new RedisServerException(RedisErrorKind.UnknownCommand, CommandFlags.None, "ERR unknown command 'NOSUCH'")), Does.StartWith("internal: "));

    [Test]
    public void A_cancelled_call_is_no_failure() =>
        Assert.That(
            async () => await _filter.InvokeMethodAsync(Call(), _ => throw new OperationCanceledException()), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void What_SignalR_says_itself_passes() =>
        Assert.That(async () => await _filter.InvokeMethodAsync(Call(), _ => throw new HubException("its own")), Throws.InstanceOf<HubException>().With.Message.EqualTo("its own"));

    [Test]
    public async Task Calls_beyond_the_pace_are_refused_before_they_reach_the_hub()
    {
        var call = Call(calls: 1);
        var reached = 0;

        var first = await AnswerAsync(call);
        var second = await AnswerAsync(call);
        _time.Advance(TimeSpan.FromSeconds(1));
        var third = await AnswerAsync(call);

        Assert.That((first, second, third, reached), Is.EqualTo(("said", "room.too_fast: Too many calls; wait a moment.", "said", 2)));

        async Task<string> AnswerAsync(HubInvocationContext context)
        {
            try
            {
                return (string)(await _filter.InvokeMethodAsync(context, _ =>
                {
                    reached++;
                    return ValueTask.FromResult<object?>("said");
                }))!;
            }
            catch (HubException shown)
            {
                return shown.Message;
            }
        }
    }

    [Test]
    public async Task Whose_token_has_expired_is_refused_and_cut_off()
    {
        var call = Call();
        _time.Advance(TimeSpan.FromSeconds(60));

        var shown = await Assert.ThrowsAsync<HubException>(async () => await _filter.InvokeMethodAsync(call, _ => ValueTask.FromResult<object?>("said")));

        Assert.That(shown!.Message, Does.StartWith("auth.required: "));
        Assert.That(((Connected)call.Context).Aborted, Is.True);
    }

    private static Exception[] Outages() =>
    [
        new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "away"), new RedisTimeoutException(CommandFlags.None, "too late", CommandStatus.Unknown),
        new RedisServerException(RedisErrorKind.Loading, CommandFlags.None, "LOADING Redis is loading the dataset in memory"),
    ];

    /// <summary>What the client is shown when the hub's method throws.</summary>
    private async Task<string> ShownAsync(Exception thrown)
    {
        try
        {
            await _filter.InvokeMethodAsync(Call(), _ => throw thrown);
            return "nothing";
        }
        catch (HubException shown)
        {
            Assert.That(shown.InnerException, Is.Null);
            return shown.Message;
        }
    }

    private HubInvocationContext Call(double calls = 100)
    {
        var caller = new Caller
        {
            Id = ViewerId.Parse("guest:ann"),
            Name = "ann",
            Kind = CallerKind.Guest,
            Roles = new HashSet<string>(StringComparer.Ordinal),
            Stages = new HashSet<string>(StringComparer.Ordinal),
            ExpiresAt = _time.GetUtcNow().ToUnixTimeSeconds() + 60,
        };
        var line = new HubConnectionContext(new DefaultConnectionContext("one"), new HubConnectionContextOptions(), NullLoggerFactory.Instance);
        var connected = new Connected();
        connected.Items[typeof(RoomConnection)] = new RoomConnection(line, caller, IPAddress.Loopback, new TokenBucket(1, calls, _time), new TokenBucket(1, 100, _time), new TokenBucket(1, 100, _time));
        return new HubInvocationContext(connected, _services, new SomeHub(), typeof(SomeHub).GetMethod(nameof(SomeHub.Say))!, []);
    }

    private sealed class SomeHub : Hub
    {
        public void Say() => _ = Context;
    }

    private sealed class Connected : HubCallerContext
    {
        public bool Aborted { get; private set; }

        public override string ConnectionId => "one";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort() => Aborted = true;
    }

    private sealed class KeptLog : ILogger<RoomHubFilter>
    {
        public List<string> Errors { get; } = [];

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
                Errors.Add($"{formatter(state, exception)}: {exception?.Message}");
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }
}
