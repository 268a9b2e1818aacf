using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Prizes;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Prizes;

/// <summary>From an anchor's question to the stock of its prize and back, through the rooms' door.</summary>
public sealed class PromisedPrizeTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Roles", "api,chat", "--Rooms:PictureDelay", "00:00:00");
        await _host.CreateFestivalAsync();
        foreach (var sku in (string[])["Tea_1", "Egg.2", "Honey-3"])
            await _host.Operator.PutAsJsonAsync($"/api/v1/products/{sku}", new { name = sku, price = 100, stock = 3 }).OkAsync();
        await Eventually.TrueAsync(() => _host.Facts is { Stages.Count: 2, Products.Count: 3 }, "the rooms know the stages and the products");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Two_stages_never_promise_the_same_box_and_what_nobody_won_comes_back()
    {
        var first = await AskAsync("gushi", "Tea_1").OkAsync();
        var left = await StockAsync("Tea_1");
        await AskAsync("suning", "Tea_1").RefusedAsync(HttpStatusCode.Conflict, "prize.short");
        await _host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{first.GetProperty("id").GetString()}/close", new { }).OkAsync();

        await Eventually.TrueAsync(async () => await StockAsync("Tea_1") == 3, "nobody has answered, so both boxes come back");
        Assert.That(left, Is.EqualTo(1));
        await AskAsync("suning", "Tea_1").OkAsync();
    }

    [Test]
    public async Task What_is_reserved_for_a_question_that_no_room_has_comes_back_after_a_while_and_not_before()
    {
        var book = _host.Services.GetRequiredService<PrizeStock>();
        await using (var database = await _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContextAsync())
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            foreach (var id in (string[])["gushi.old", "gushi.new"])
                await book.WriteAsync(database, [new() { Key = id, Question = QuestionId.Parse(id), Product = ProductId.Parse("Egg.2"), Units = 1 }], CancellationToken.None);
            var longAgo = DateTimeOffset.UtcNow - PrizeSweep.Age - TimeSpan.FromSeconds(1);
            await database.PrizeReservations.Where(reservation => reservation.Question == QuestionId.Parse("gushi.old"))
                .ExecuteUpdateAsync(reservation => reservation.SetProperty(row => row.At, longAgo));
            await transaction.CommitAsync();
        }

        var before = await StockAsync("Egg.2");
        await _host.Services.GetRequiredService<PrizeSweep>().SweepAsync(CancellationToken.None);

        Assert.That((before, await StockAsync("Egg.2")), Is.EqualTo((1, 2)));
    }

    [TestCase("open")]
    [TestCase("closed")]
    public async Task The_prize_of_a_question_that_is_called_off_comes_back_and_its_result_says_voided(string state)
    {
        var asked = await AskAsync("gushi", "Honey-3", answer: null).OkAsync();
        var question = $"/api/v1/rooms/gushi/questions/{asked.GetProperty("id").GetString()}";
        if (state == "closed")
        {
            await _host.Operator.PostAsync($"{question}/close", new { }).OkAsync();
            await _host.Operator.PostAsync($"{question}/reveal", new { }).RefusedAsync(HttpStatusCode.Conflict, "quiz.unmarked");
        }

        var left = await StockAsync("Honey-3");
        await _host.Operator.PostAsync($"{question}/void", new { }).OkAsync();

        await Eventually.TrueAsync(async () => await StockAsync("Honey-3") == 3, "both boxes come back");
        var kept = await _host.Operator.GetOkAsync($"/api/v1/results/questions/{asked.GetProperty("id").GetString()}");
        Assert.That((left, kept.GetProperty("voidedAt").ValueKind is JsonValueKind.Null), Is.EqualTo((1L, false)));
        await _host.Operator.PostAsync($"{question}/answer", new { answer = 0 }).RefusedAsync(HttpStatusCode.Conflict, "quiz.voided");
    }

    private Task<HttpResponseMessage> AskAsync(string stage, string sku, int? answer = 1) => _host.Operator.PostAsync(
        $"/api/v1/rooms/{stage}/questions", new { text = "几个蛋?", options = new[] { "一", "二" }, answer, seconds = 60, winners = 2, productId = sku });

    private async Task<long> StockAsync(string sku) => (await _host.Operator.GetOkAsync($"/api/v1/products/{sku}")).GetProperty("stock").GetInt64();
}
