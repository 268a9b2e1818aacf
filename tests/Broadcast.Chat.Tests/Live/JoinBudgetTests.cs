using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Packed;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

/// <summary>What a join may cost: its answer is charged by its events, and rendered once for all.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class JoinBudgetTests
{
    private const int Written = 1000;

    /// <summary>A log of 1,000 events is a third of what a connection may ask for at once.</summary>
    private static readonly (string, string)[] Small = [("Rooms:ControlLength", "1300"), ("Rooms:Ring", "100")];

    [Test]
    public async Task A_connection_gets_whole_logs_a_few_times_and_is_then_refused_and_keeps_its_seat()
    {
        await using var festival = await ChatFestival.StartAsync(settings: Small);
        var user = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await FillAsync(festival, user);
        var start = user.Position! with { Offset = 0 };
        var reader = await festival.UserAsync(festival.GuestToken("bob"));

        var codes = new List<string?>();
        for (var i = 0; i < 10; i++)
            codes.Add(await RoomUser.CodeOfAsync(reader.Connection.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, start)));
        await reader.SayAsync("still here");

        Assert.That(codes.Take(2), Is.All.Null, "two whole logs are for every client");
        Assert.That(codes.Skip(3), Has.Some.EqualTo("room.too_fast"));
        await Eventually.TrueAsync(
            async () => await RoomUser.CodeOfAsync(reader.Connection.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, user.Position)) is null,
            "a small answer is still given");
    }

    [Test]
    public async Task An_address_has_a_budget_too_however_often_it_reconnects_and_others_are_not_affected()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [.. Small, ("Proxy:Trusted:0", "127.0.0.1")]);
        var user = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await FillAsync(festival, user);
        var start = user.Position! with { Offset = 0 };

        var codes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => JoinFromAsync("203.0.113.7")));
        var other = await JoinFromAsync("203.0.113.8");

        Assert.That(codes.Count(code => code is null), Is.GreaterThanOrEqualTo(80), "a village may come back at once");
        Assert.That(codes, Has.Some.EqualTo("room.too_fast"));
        Assert.That(other, Is.Null);

        async Task<string?> JoinFromAsync(string address)
        {
            await using var connection = await ConnectAsync(festival, packed: false, address);
            return await RoomUser.CodeOfAsync(connection.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, start));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Events_are_rendered_once_for_all_who_ask(bool packed)
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:ControlLength", "1300"), ("Rooms:Ring", "2000")]);
        var user = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await FillAsync(festival, user);
        var start = user.Position! with { Offset = 0 };
        await using var first = await ConnectAsync(festival, packed);
        await using var second = await ConnectAsync(festival, packed);

        var one = await first.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, start);
        var events = festival.Services.GetRequiredService<RoomDirectory>().Find(ChatFestival.Gushi.Room).Value!.Live.ReadMoment(start).Events;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = events.Sum(item => packed ? item.Pack().Length : item.Json().Length);
        var again = GC.GetAllocatedBytesForCurrentThread() - before;
        var two = await second.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, start);

        Assert.Multiple(() =>
        {
            Assert.That(events, Has.Count.EqualTo(Written));
            Assert.That(again, Is.LessThan(bytes / 10), "the join has rendered them all");
            Assert.That(one.Events, Is.EqualTo(two.Events).And.Count.EqualTo(Written));
        });
    }

    [Test]
    public void A_changed_copy_of_an_event_is_rendered_anew_and_equal_events_stay_equal()
    {
        var said = new RoomEvent { Offset = 1, Type = EventTypes.Slate, At = 5, Data = new SlateShown { Showing = true } };
        var rendered = said.Json().ToArray();
        var moved = said with { Offset = 2 };

        Assert.That(moved.Json().ToArray(), Is.Not.EqualTo(rendered));
        Assert.That(moved with { Offset = 1 }, Is.EqualTo(said));
    }

    private static async Task FillAsync(ChatFestival festival, RoomUser user)
    {
        var log = festival.Services.GetRequiredService<RoomLog>();
        for (var i = 0; i < Written / 100; i++)
            await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Control, [.. Enumerable.Range(0, 100).Select(n => SomeEvent.Of(new SlateShown { Showing = n % 2 == 0 }))]);
        await Eventually.TrueAsync(() => user.Position!.Offset == Written, "everything is heard");
    }

    private static async Task<HubConnection> ConnectAsync(ChatFestival festival, bool packed, string? address = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(festival.Address(), "/hubs/room"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult<string?>(festival.GuestToken($"{Guid.NewGuid():N}"));
            if (address is not null)
                options.Headers["X-Forwarded-For"] = address;
        });
        if (packed)
            builder.AddMessagePackProtocol(options => options.SerializerOptions = PackedContracts.Options);
        else
            builder.AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions));
        var connection = builder.Build();
        await connection.StartAsync();
        return connection;
    }
}
