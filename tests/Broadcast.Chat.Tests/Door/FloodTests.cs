using Broadcast.Chat.Contracts.Events;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;

namespace Broadcast.Chat.Tests.Door;

public sealed class FloodTests
{
    [Test]
    public async Task A_connection_that_calls_unknown_methods_is_answered_a_few_times_and_then_closed()
    {
        await using var festival = await ChatFestival.StartAsync();
        var user = await festival.UserAsync(festival.GuestToken("ann"));

        for (var i = 0; i < 5; i++)
            Assert.That(async () => await user.Connection.InvokeAsync("NoSuchCall"), Throws.InstanceOf<HubException>(), "answered");
        await user.Connection.SendAsync("NoSuchCall");

        await Eventually.TrueAsync(() => user.Connection.State == HubConnectionState.Disconnected, "the connection is closed");
    }

    [Test]
    public async Task A_connection_that_goes_on_calling_while_refused_is_closed_and_no_other()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Rooms:CallsPerSecond", "2"));
        var flood = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var calm = await festival.GuestAsync("bob", ChatFestival.Gushi.Room);

        await Eventually.TrueAsync(
            async () =>
            {
                if (flood.Connection.State == HubConnectionState.Connected)
                    await Task.WhenAny(flood.Connection.SendAsync("Like", 1), Task.Delay(TimeSpan.FromSeconds(1)));
                return flood.Connection.State == HubConnectionState.Disconnected;
            },
            "the connection is closed");
        await calm.SayAsync("hello");

        await calm.HearsAsync<ChatSaid>();
    }
}
