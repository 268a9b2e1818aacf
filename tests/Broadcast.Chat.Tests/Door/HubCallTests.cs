using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door;

public sealed class HubCallTests
{
    [Test]
    public async Task A_malformed_id_is_refused_with_request_id()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        var join = await RoomUser.CodeOfAsync(anchor.Connection.InvokeAsync<JoinResult>("Join", "Not A Room", null));
        var answer = await RoomUser.CodeOfAsync(anchor.Connection.InvokeAsync("CloseQuestion", "a/b"));
        var pin = await RoomUser.CodeOfAsync(anchor.Connection.InvokeAsync<Appended>("Pin", "gushi", "{goose}", null));

        Assert.That(new[] { join, answer, pin }, Is.All.EqualTo("request.id"));
    }

    [Test]
    public async Task A_silent_connection_is_closed_when_its_session_is_ended()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var guest = await festival.GuestAsync("lin", ChatFestival.Gushi.Room);

        await festival.EndSessionAsync("anchor-session");

        await Eventually.TrueAsync(() => anchor.Connection.State != HubConnectionState.Connected, "the anchor's connection is closed");
        Assert.That(guest.Connection.State, Is.EqualTo(HubConnectionState.Connected), "nobody else's is");
    }
}
