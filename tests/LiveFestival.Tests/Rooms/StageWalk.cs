using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.SignalR;
using TestKit;
using TestKit.Rooms;

namespace LiveFestival.Tests.Rooms;

/// <summary>
/// One pin, one question and one take, done by anchor, viewers and operator on the stage on air, and checked in the stage's room and in the
/// relay's. The three services may run in one process or in three.
/// </summary>
internal sealed class StageWalk(HttpClient api, HttpClient ingest, HttpClient chat, string operatorToken, string anchorToken)
{
    public const string Relay = "festival";

    public async Task RunAsync(string stage, string next)
    {
        using var anchor = WithToken(chat, anchorToken);
        using var operators = WithToken(ingest, operatorToken);
        using var auditors = WithToken(api, operatorToken);
        await OnAirAsync(stage);
        await using var atStage = await RoomUser.PersonAsync(api, chat.BaseAddress!, "Lin", "13800138000");
        await using var atRelay = await RoomUser.PersonAsync(api, chat.BaseAddress!, "Mei", "13800138001");
        await using var late = await RoomUser.GuestAsync(api, chat.BaseAddress!, "Late");
        await atStage.JoinAsync(stage);
        await atRelay.JoinAsync(Relay);
        await late.JoinAsync(Relay);

        await PinAsync(anchor, stage, atStage, atRelay);
        await AskAsync(anchor, auditors, stage, atStage, atRelay, late);
        await TakeAsync(operators, stage, next, atRelay);
    }

    private static async Task PinAsync(HttpClient anchor, string stage, RoomUser atStage, RoomUser atRelay)
    {
        await anchor.PostAsync($"/api/v1/rooms/{stage}/pin", new { productId = "gushi-chicken" });

        var own = await atStage.HearAsync(EventTypes.Pin, heard => ((ProductPinned)heard.Data).Product.Id.Value == "gushi-chicken");
        var copy = await atRelay.HearAsync(EventTypes.Pin, heard => ((ProductPinned)heard.Data).Product.Id.Value == "gushi-chicken");
        Assert.Multiple(() =>
        {
            Assert.That(((ProductPinned)copy.Data).Pin, Is.EqualTo(((ProductPinned)own.Data).Pin), "the relay shows the same pin");
            Assert.That(copy.ShowAt, Is.EqualTo(own.ShowAt));
            Assert.That(own.ShowAt, Is.EqualTo(own.At).Within(5000), "shown near the moment of the tap");
        });
    }

    private static async Task AskAsync(HttpClient anchor, HttpClient auditors, string stage, RoomUser atStage, RoomUser atRelay, RoomUser late)
    {
        var asked = await anchor.PostAsync($"/api/v1/rooms/{stage}/questions",
            new { text = "How many eggs?", options = new[] { "One", "Two", "Three" }, answer = 1, seconds = 10, winners = 1, productId = "gushi-chicken" });
        var id = asked.GetProperty("id").GetString()!;
        var opened = await atRelay.HearAsync(EventTypes.QuestionOpened, heard => ((QuestionOpened)heard.Data).Id.Value == id);
        await atStage.HearAsync(EventTypes.QuestionOpened, heard => ((QuestionOpened)heard.Data).Id.Value == id);

        await atStage.AnswerAsync(QuestionId.Parse(id), 1);
        await atRelay.AnswerAsync(QuestionId.Parse(id), 0);
        var twice = await Assert.ThrowsAsync<HubException>(() => atRelay.AnswerAsync(QuestionId.Parse(id), 1));
        Assert.That(twice!.Message, Does.Contain("quiz.answered"));
        using var tooSoon = await anchor.PostAsJsonAsync($"/api/v1/rooms/{stage}/questions/{id}/reveal", new { });
        Assert.That(await tooSoon.Content.ReadAsStringAsync(), Does.Contain("quiz.open"));
        await anchor.PostAsync($"/api/v1/rooms/{stage}/questions/{id}/close");
        var lateAnswer = await Assert.ThrowsAsync<HubException>(() => late.AnswerAsync(QuestionId.Parse(id), 1));
        Assert.That(lateAnswer!.Message, Does.Contain("quiz.closed"));
        var before = await anchor.GetStringAsync($"/api/v1/rooms/{stage}/questions/{id}");
        Assert.That(before, Does.Not.Contain("\"answer\"").And.Not.Contain("\"winners\"").And.Not.Contain("\"seed\""), "secrets before the reveal");
        await anchor.PostAsync($"/api/v1/rooms/{stage}/questions/{id}/reveal");

        var atOwn = (QuestionRevealed)(await atStage.HearAsync(EventTypes.QuestionRevealed, heard => ((QuestionRevealed)heard.Data).Id.Value == id)).Data;
        var atBoth = (QuestionRevealed)(await atRelay.HearAsync(EventTypes.QuestionRevealed, heard => ((QuestionRevealed)heard.Data).Id.Value == id)).Data;
        var view = await anchor.GetFromJsonAsync<QuestionView>($"/api/v1/rooms/{stage}/questions/{id}", ContractJson.Options);
        var kept = await auditors.GetStringAsync($"/api/v1/results/questions/{id}");
        Assert.Multiple(() =>
        {
            Assert.That(atOwn.Counts, Is.EqualTo([1L, 1L, 0L]));
            Assert.That(atBoth.Counts, Is.EqualTo(atOwn.Counts));
            Assert.That(atOwn.Winners.Select(winner => winner.Viewer.Value), Is.EqualTo([atStage.Viewer]));
            Assert.That(atBoth.Winners, Is.EqualTo(atOwn.Winners));
            Assert.That(view!.State, Is.EqualTo("revealed"));
            Assert.That(view.Winners, Is.EqualTo(atOwn.Winners));
            Assert.That(kept, Does.Contain(atStage.Viewer).And.Not.Contain(atRelay.Viewer), "the database's winners");
            Assert.That(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(atOwn.Seed))),
                Is.EqualTo(((QuestionOpened)opened.Data).Commitment), "the seed was committed to");
        });
    }

    private async Task TakeAsync(HttpClient operators, string stage, string next, RoomUser atRelay)
    {
        using var conflict = await operators.PostAsJsonAsync($"/api/v1/channels/{Relay}/take", new { stage = next, expectedCurrent = next });
        Assert.That(await conflict.Content.ReadAsStringAsync(), Does.Contain("playout.conflict"));

        await operators.PostAsync($"/api/v1/channels/{Relay}/take", new { stage = next, expectedCurrent = stage });

        await atRelay.HearAsync(EventTypes.OnAir, heard => ((StageOnAir)heard.Data).Stage.Value == next);
        await atRelay.HearAsync(EventTypes.Unpin, heard => ((ProductUnpinned)heard.Data).Stage.Value == stage);
        await OnAirAsync(next);
    }

    private Task OnAirAsync(string stage) =>
        Eventually.TrueAsync(
            async () => (await ingest.GetFromJsonAsync<JsonElement>($"/api/v1/channels/{Relay}")).GetProperty("onAir").GetString() == stage,
            $"{stage} is on air", TimeSpan.FromSeconds(30));

    private static HttpClient WithToken(HttpClient service, string token) => new()
    {
        BaseAddress = service.BaseAddress,
        DefaultRequestHeaders = { Authorization = new("Bearer", token) },
    };
}
