using System.Net;
using System.Text.Json;
using Broadcast.Chat.Contracts.Events;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Admission;

[Parallelizable(ParallelScope.Self)]
public sealed class HubGateTests
{
    [Test]
    public async Task A_full_node_refuses_until_somebody_leaves()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Admission:Most", "2"));
        await festival.UserAsync(festival.GuestToken("ann"));
        var bob = await festival.UserAsync(festival.GuestToken("bob"));

        var (status, code, after) = await KnockAsync(festival, festival.GuestToken("cid"));
        await bob.CutAsync();

        Assert.That((status, code), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "hub.full")));
        Assert.That(after, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
        await Eventually.TrueAsync(
            async () => (await KnockAsync(festival, festival.GuestToken("cid"))).Status == HttpStatusCode.OK, "there is room again");
    }

    [Test]
    public async Task Connections_beyond_the_rate_are_refused_before_their_token_is_checked()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Admission:PerSecond", "1"), ("Admission:Burst", "1")]);

        var knocks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KnockAsync(festival, token: null)));

        Assert.That(knocks.Select(knock => knock.Code), Has.Some.EqualTo("hub.busy"));
        Assert.That(knocks.Select(knock => knock.Status), Has.Some.EqualTo(HttpStatusCode.Unauthorized), "the first is let through, to be asked for a token");
    }

    [Test]
    public async Task Tokens_that_do_not_count_and_requests_that_are_no_WebSocket_are_counted_and_told_in_one_line()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var counted = new CounterSums(festival.Services);
        using var http = festival.Http(festival.GuestToken("ann"));

        for (var i = 0; i < 20; i++)
            Assert.That((await KnockAsync(festival, token: i % 2 == 0 ? null : "forged")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        using var plain = await http.GetAsync("/hubs/room");

        Assert.That(plain.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(counted["livefestival.chat.admission.refused auth.required"], Is.EqualTo(20));
        Assert.That(counted["livefestival.chat.admission.refused hub.websocket"], Is.EqualTo(1));
        Assert.That(
            festival.Log.Lines.Select(line => line.Text).Where(text => text.Contains("was refused", StringComparison.Ordinal)),
            Is.EqualTo(["The hub: 127.0.0.1 was refused: auth.required"]));
    }

    [Test]
    public async Task A_person_has_a_limited_number_of_connections_and_others_are_not_affected()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Admission:PerPerson", "2"));
        await festival.UserAsync(festival.GuestToken("ann"));
        var second = await festival.UserAsync(festival.GuestToken("ann"));

        var third = await KnockAsync(festival, festival.GuestToken("ann"));
        var other = await KnockAsync(festival, festival.GuestToken("bob"));
        await second.CutAsync();

        Assert.That((third.Status, third.Code), Is.EqualTo((HttpStatusCode.TooManyRequests, "hub.too_many")));
        Assert.That(other.Status, Is.EqualTo(HttpStatusCode.OK));
        await Eventually.TrueAsync(
            async () => (await KnockAsync(festival, festival.GuestToken("ann"))).Status == HttpStatusCode.OK, "ann may connect again");
    }

    [Test]
    public async Task A_node_that_goes_away_sends_its_people_to_another_and_they_miss_nothing()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: ("Admission:DrainTime", "00:00:00.500"));
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 1);
        var guests = new List<(RoomUser User, string Name)>();
        var returning = new List<Task>();
        foreach (var name in Enumerable.Range(0, 60).Select(i => $"guest{i}"))
        {
            var user = await festival.GuestAsync(name, ChatFestival.Gushi.Room);
            var hint = new TaskCompletionSource();
            user.Connection.On<int>("Reconnect", _ => hint.TrySetResult());
            guests.Add((user, name));
            returning.Add(BackAsync(user, name, hint.Task));
        }

        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        var drain = festival.DrainAsync(node: 0);
        var refused = await KnockAsync(festival, festival.GuestToken("late"));
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Mushroom);
        await Task.WhenAll(returning).WaitAsync(Eventually.Patience);
        await drain.WaitAsync(Eventually.Patience);
        var last = await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await Eventually.TrueAsync(() => guests.All(guest => guest.User.Position!.Offset >= last.Offset), "all hear the last pin");

        Assert.That(refused.Code, Is.EqualTo("hub.leaving"));
        foreach (var (user, name) in guests)
        {
            Assert.That(user.Faults, Is.Empty, name);
            Assert.That(user.Heard<ProductPinned>().Count(), Is.EqualTo(3), name);
        }

        async Task BackAsync(RoomUser user, string name, Task hint)
        {
            await hint;
            await user.ComeBackAsync(new Uri(festival.Address(1), "/hubs/room"), festival.GuestToken(name));
        }
    }

    private static async Task<(HttpStatusCode Status, string? Code, TimeSpan? After)> KnockAsync(ChatFestival festival, string? token)
    {
        using var http = festival.Http(token);
        using var answer = await http.PostAsync("/hubs/room/negotiate?negotiateVersion=1", content: null);
        var text = await answer.Content.ReadAsStringAsync();
        var code = text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var value) ? value.GetString() : null;
        return (answer.StatusCode, code, answer.Headers.RetryAfter?.Delta);
    }
}
