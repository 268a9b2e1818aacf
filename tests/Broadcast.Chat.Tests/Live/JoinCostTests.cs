using System.Diagnostics.Metrics;
using System.Net;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

/// <summary>What joins cost beside the events of their answers.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class JoinCostTests
{
    private const int Joins = 400;
    private const int Messages = 2000;
    private const int Long = 4000;
    private const long Whole = (long)Messages * Long;
    private static readonly IPAddress Village = IPAddress.Parse("203.0.113.7");

    private static readonly Caller Ann = new()
    {
        Id = ViewerId.Parse("guest:ann"),
        Name = "ann",
        Kind = CallerKind.Guest,
        Roles = new HashSet<string>(StringComparer.Ordinal),
        Stages = new HashSet<string>(StringComparer.Ordinal),
    };

    [TestCase("nobody knows this epoch", 5)]
    [TestCase(null, 1_000_000, Description = "an offset that is ahead")]
    public async Task Joins_that_are_refused_do_not_make_the_room_ask_Redis(string? epoch, long offset)
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:ControlLength", "1300"), ("Rooms:Ring", "100"), ("Rooms:Beat", "1.00:00:00")]);
        var user = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var stranger = await festival.UserAsync(festival.GuestToken("bob"));
        var asked = 0;
        festival.Services.GetRequiredService<RoomDirectory>().Find(ChatFestival.Gushi.Room).Value!.Tail.Refreshed += () => asked++;

        var codes = new List<string?>();
        for (var i = 0; i < Joins; i++)
        {
            codes.Add(await RoomUser.CodeOfAsync(stranger.Connection.InvokeAsync<JoinResult>(
                "Join", ChatFestival.Gushi.Room, new Position { Epoch = epoch ?? user.Position!.Epoch, Offset = offset })));
        }

        var joined = codes.Count(code => code is null);
        Assert.That(codes, Has.Some.EqualTo("room.too_fast"));
        Assert.That(codes, Is.All.AnyOf(null, "room.too_fast"));
        Assert.That(joined, Is.GreaterThanOrEqualTo(20), "a node that is behind is no fault of the client");
        Assert.That(asked, Is.InRange(1, 2 * joined), $"{joined} joined, {Joins - joined} were refused");
    }

    [Test]
    public void What_an_address_refuses_is_not_charged_to_the_connection()
    {
        var time = new FakeTimeProvider();
        var budget = new JoinBudget(Options.Create(new RoomOptions { ControlLength = 1000, Ring = 100 }), time);
        while (budget.TryCharge(Connect(), 1000))
        {
        }

        var late = Connect();
        for (var i = 0; i < 10; i++)
            Assert.That(budget.TryCharge(late, 1000), Is.False, "the address has used up its budget");
        // The address gets forty whole logs in a minute, a connection one.
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(budget.TryCharge(late, 1000), Is.True);

        RoomConnection Connect() => new(
            context: null!, Ann, Village, new TokenBucket(1, 1, time), new TokenBucket(1, 1, time), budget.OfConnection());
    }

    [Test]
    public async Task Clients_that_do_not_read_hold_a_bounded_amount_and_give_it_back_when_they_leave()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:AnswerBytes", "20000000"), ("Rooms:SlowAfter", "00:01:00")]);
        var user = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await FillAsync(festival, user);
        var start = user.Position! with { Offset = 0 };
        var answers = festival.Services.GetRequiredService<AnswersInFlight>();
        using var counted = new CounterSums(festival.Services);

        var silent = new List<SilentClient>();
        for (var i = 0; i < 5; i++)
            silent.Add(await SilentClient.JoinAsync(festival, $"silent{i}", start));
        await Eventually.TrueAsync(() => counted["livefestival.chat.refused room.too_fast"] >= 3, "two answers of eight megabytes fit, the other three do not");
        Assert.That(answers.Bytes, Is.InRange(Whole, 20_000_000L));
        Assert.That(await CodeOfJoinAsync(user, user.Position!), Is.Null, "a small answer still fits");

        silent.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(() => answers.Bytes == 0, "who has left holds nothing");
        var reader = await festival.UserAsync(festival.GuestToken("bob"));
        var read = await reader.Connection.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, start);
        Assert.That(read.Events, Has.Count.EqualTo(Messages));
        await Eventually.TrueAsync(() => answers.Bytes == 0, "what is written is given back while the client stays");
    }

    [Test]
    public async Task A_join_that_asks_for_no_answer_holds_nothing_for_long()
    {
        await using var festival = await ChatFestival.StartAsync();
        var user = await festival.UserAsync(festival.GuestToken("ann"));
        var answers = festival.Services.GetRequiredService<AnswersInFlight>();

        await user.Connection.SendAsync("Join", ChatFestival.Gushi.Room, null);

        await Eventually.TrueAsync(() => festival.Services.GetRequiredService<RoomDirectory>().Find(ChatFestival.Gushi.Room).Value!.Live.Seats.Count == 1, "it has joined");
        await Eventually.TrueAsync(() => answers.Bytes == 0, "the answer is given up");
    }

    [Test]
    public void An_address_has_a_quarter_and_an_answer_longer_than_that_passes_alone()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var answers = new AnswersInFlight(Options.Create(new RoomOptions { AnswerBytes = 400 }), services.GetRequiredService<IMeterFactory>());

        var first = answers.TryTake(Village, 60);
        Assert.That(answers.TryTake(Village, 50), Is.Null, "a quarter is 100");
        var other = answers.TryTake(IPAddress.Parse("203.0.113.8"), 150);
        var local = answers.TryTake(IPAddress.Loopback, 190);
        Assert.That(new[] { first, other, local }, Has.None.Null);
        Assert.That(answers.TryTake(IPAddress.Parse("203.0.113.9"), 1), Is.Null, "all is taken");

        first!.End();
        first.End();
        Assert.That(answers.Bytes, Is.EqualTo(340), "given back once");
        other!.End();
        local!.End();
        Assert.That(answers.Bytes, Is.Zero);
        Assert.That(answers.TryTake(Village, 5000), Is.Not.Null, "else it would never be given");
    }

    private static Task<string?> CodeOfJoinAsync(RoomUser user, Position position) =>
        RoomUser.CodeOfAsync(user.Connection.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, position));

    private static async Task FillAsync(ChatFestival festival, RoomUser user)
    {
        var log = festival.Services.GetRequiredService<RoomLog>();
        var said = Enumerable.Repeat(SomeEvent.Of(new ChatSaid { Text = new string('x', Long) }), 100).ToArray();
        for (var i = 0; i < Messages / said.Length; i++)
            await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Chat, said);
        await Eventually.TrueAsync(() => user.Position!.Offset == Messages, "everything is heard");
    }
}
