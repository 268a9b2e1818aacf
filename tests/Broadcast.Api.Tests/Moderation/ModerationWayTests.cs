using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;

namespace Broadcast.Api.Tests.Moderation;

/// <summary>A moderator's act from end to end: made in a room, stored in the database, sent to all services with the facts.</summary>
public sealed class ModerationWayTests
{
    [Test]
    public async Task A_ban_in_a_room_reaches_the_trail_and_the_facts_and_so_does_its_lift()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat");
        await host.CreateFestivalAsync();
        using var moderator = host.Client(host.ModeratorToken(["ban"], "suning"));

        await host.Operator.PutAsJsonAsync("/api/v1/rooms/gushi/restrictions/guest:lin", new { kind = "ban", seconds = 600, reason = "假货广告" }).OkAsync();
        await moderator.PutAsJsonAsync("/api/v1/rooms/suning/restrictions/guest:wu", new { kind = "ban" }).OkAsync();

        await Eventually.TrueAsync(() => host.Facts.Restrictions.Count == 2, "the facts have both bans");
        var everywhere = host.Facts.Restrictions.Single(held => held.Viewer.Value == "guest:lin");
        var here = host.Facts.Restrictions.Single(held => held.Viewer.Value == "guest:wu");
        var record = (await host.Operator.GetOkAsync("/api/v1/moderation/records?room=gushi")).GetProperty("records")[0];
        Assert.Multiple(() =>
        {
            Assert.That((everywhere.Kind, everywhere.Room), Is.EqualTo(("ban", (RoomId?)null)));
            Assert.That((here.Room?.Value, here.Until), Is.EqualTo(("suning", (long?)null)));
            Assert.That(record.GetProperty("action").GetString(), Is.EqualTo("ban"));
            Assert.That(record.GetProperty("by").GetString(), Is.EqualTo("staff:test"));
            Assert.That(record.GetProperty("viewer").GetString(), Is.EqualTo("guest:lin"));
            Assert.That(record.GetProperty("reason").GetString(), Is.EqualTo("假货广告"));
            Assert.That(record.GetProperty("until").GetDateTimeOffset().ToUnixTimeMilliseconds(), Is.EqualTo(everywhere.Until));
            Assert.That(record.GetProperty("at").GetDateTimeOffset().AddSeconds(600).ToUnixTimeMilliseconds(), Is.EqualTo(everywhere.Until));
        });

        await host.Operator.DeleteAsync("/api/v1/rooms/suning/restrictions/guest:lin").OkAsync();

        await Eventually.TrueAsync(() => host.Facts.Restrictions.Count == 1, "the ban is out of the facts");
        var trail = (await host.Operator.GetOkAsync("/api/v1/moderation/records?viewer=guest:lin")).GetProperty("records").EnumerateArray();
        Assert.That(trail.Select(one => one.GetProperty("action").GetString()), Is.EqualTo(["lift", "ban"]));
    }

    [Test]
    public async Task A_message_with_a_blocked_word_is_refused_in_every_room()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Rooms:Guests", "read,chat");
        await host.CreateFestivalAsync();
        await host.Operator.PostAsync("/api/v1/moderation/words", new { text = "Casino", action = "block" }).OkAsync();
        await Eventually.TrueAsync(() => host.Facts is { Stages.Count: 2, Words: [{ Text: "Casino", Action: "block" }] }, "the rooms know the stages and the word");
        var ticket = (await host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync()).GetProperty("ticket").GetString();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Http, "/hubs/room"), options => options.AccessTokenProvider = () => Task.FromResult(ticket))
            .Build();
        await hub.StartAsync();
        await hub.InvokeAsync<JsonElement>("Join", "suning", null);

        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Say", "to the ｃａｓｉｎｏ", null));

        Assert.That(refused!.Message, Does.Contain("chat.word"));
        await hub.InvokeAsync("Say", "to the market", null);
    }
}
