using System.Text.Json;
using Broadcast.Api.Tests.Tickets;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Api.Tests.Results;

/// <summary>A question from end to end: asked and answered in a room, drawn and stored by Api, revealed in the room.</summary>
public sealed class SettlementTests
{
    [Test]
    public async Task The_winners_of_the_database_are_the_ones_that_the_room_reveals()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Rooms:Guests", "read,like,chat,answer", "--Rooms:PictureDelay", "00:00:00");
        await host.CreateFestivalAsync();
        var viewers = new List<string>();
        var asked = await host.Operator.PostAsync("/api/v1/rooms/gushi/questions", new { text = "几个蛋?", options = new[] { "一", "二" }, answer = 1, seconds = 60, winners = 2 }).OkAsync();
        var id = asked.GetProperty("id").GetString()!;
        for (var i = 0; i < 4; i++)
            viewers.Add(await AnswerAsync(host, id, option: i == 0 ? 0 : 1));

        await host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/close", new { }).OkAsync();
        await Eventually.TrueAsync(async () => await CodeAsync(host, id) == "result.unrevealed", "the result is committed and still secret");
        await host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/reveal", new { }).OkAsync();
        var revealed = await Eventually.ValueAsync(async () =>
        {
            var view = await host.Anonymous.GetOkAsync($"/api/v1/rooms/gushi/questions/{id}");
            return view.GetProperty("state").GetString() == "revealed" ? view.GetRawText() : null;
        }, "the question is revealed");
        var kept = await host.Operator.GetOkAsync($"/api/v1/results/questions/{id}");

        var shown = Winners(JsonDocument.Parse(revealed).RootElement);
        Assert.Multiple(() =>
        {
            Assert.That(shown, Has.Count.EqualTo(2));
            Assert.That(shown, Is.SubsetOf(viewers.Skip(1)), "only viewers who answered right");
            Assert.That(Winners(kept), Is.EqualTo(shown));
        });
    }

    [Test]
    public async Task A_result_that_viewers_have_heard_stays_when_Redis_has_lost_the_close_and_the_reveal()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await ApiHost.StartOnAsync(redis, "--Roles", "api,chat", "--Rooms:Guests", "read,like,chat,answer", "--Rooms:PictureDelay", "00:00:00");
        await host.CreateFestivalAsync();
        var ticket = await host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Mei" }).OkAsync();
        await using var watching = await host.ConnectAsync(ticket.GetProperty("ticket").GetString()!);
        await watching.InvokeAsync<JsonElement>("Join", "gushi", null);
        var asked = await host.Operator.PostAsync("/api/v1/rooms/gushi/questions", new { text = "几个蛋?", options = new[] { "一", "二" }, answer = 1, seconds = 60, winners = 1 }).OkAsync();
        var id = asked.GetProperty("id").GetString()!;
        for (var i = 0; i < 4; i++)
            await AnswerAsync(host, id, option: 1);
        redis.Keep();
        await host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/close", new { }).OkAsync();
        await host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/reveal", new { }).OkAsync();
        var heard = await RevealedAsync(host, id);

        await redis.KillAsync();
        await redis.StartOnKeptAsync();

        var again = await RevealedAsync(host, id);
        await host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/reveal", new { }).OkAsync();
        var kept = await host.Operator.GetOkAsync($"/api/v1/results/questions/{id}");
        Assert.Multiple(() =>
        {
            Assert.That(Winners(again), Is.EqualTo(Winners(heard)).And.Count.EqualTo(1));
            Assert.That(Winners(kept), Is.EqualTo(Winners(heard)));
            Assert.That(kept.GetProperty("voidedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        });
    }

    /// <summary>The question once it is revealed; fails when it is voided.</summary>
    private static async Task<JsonElement> RevealedAsync(ApiHost host, string id)
    {
        var revealed = await Eventually.ValueAsync(
            async () =>
            {
                // While Redis is away, the answer is 503.
                using var answer = await host.Anonymous.GetAsync($"/api/v1/rooms/gushi/questions/{id}");
                var view = await answer.Content.ReadAsStringAsync();
                var state = answer.IsSuccessStatusCode ? JsonDocument.Parse(view).RootElement.GetProperty("state").GetString() : "";
                Assert.That(state, Is.Not.EqualTo("voided"));
                return state == "revealed" ? view : null;
            },
            "the question is revealed");
        return JsonDocument.Parse(revealed).RootElement;
    }

    private static async Task<string> AnswerAsync(ApiHost host, string question, int option)
    {
        var name = $"{Guid.NewGuid():N}";
        await using var hub = await host.ConnectAsync(host.PersonToken(name));
        await hub.InvokeAsync<JsonElement>("Join", "gushi", null);
        await hub.InvokeAsync("Answer", question, option);
        return $"person:{name}";
    }

    private static async Task<string?> CodeAsync(ApiHost host, string id)
    {
        using var answer = await host.Operator.GetAsync($"/api/v1/results/questions/{id}");
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return body.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private static List<string> Winners(JsonElement view) =>
        [.. view.GetProperty("winners").EnumerateArray().Select(winner => winner.GetProperty("viewer").GetString()!)];
}
