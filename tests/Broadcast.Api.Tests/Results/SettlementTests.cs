using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;

namespace Broadcast.Api.Tests.Results;

/// <summary>A question from end to end: asked and answered in a room, drawn and stored by Api, revealed in the room.</summary>
public sealed class SettlementTests
{
    [Test]
    public async Task The_winners_of_the_database_are_the_ones_that_the_room_reveals()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Rooms:Guests", "read,like,chat,answer", "--Rooms:PictureDelay", "00:00:00");
        await host.CreateFestivalAsync();
        await Eventually.TrueAsync(() => host.Facts.Stages.Count == 2, "the rooms know the stages");
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

    private static async Task<string> AnswerAsync(ApiHost host, string question, int option)
    {
        var ticket = await host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Http, "/hubs/room"), options => options.AccessTokenProvider = () => Task.FromResult(ticket.GetProperty("ticket").GetString()))
            .Build();
        await hub.StartAsync();
        await hub.InvokeAsync<JsonElement>("Join", "gushi", null);
        await hub.InvokeAsync("Answer", question, option);
        return ticket.GetProperty("viewer").GetString()!;
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
