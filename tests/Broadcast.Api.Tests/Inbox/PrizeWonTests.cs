using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Results;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Redis;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Inbox;

/// <summary>A prize, from the answer in the room to the winner's inbox.</summary>
public sealed class PrizeWonTests
{
    private PersonLogin _login = null!;
    private ApiHost _host = null!;

    private ResultBook Book => _host.Services.GetRequiredService<ResultBook>();

    private PrizeBook Prizes => _host.Services.GetRequiredService<PrizeBook>();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(["--Roles", "api,chat", "--Rooms:PictureDelay", "00:00:00", .. _login.Settings]);
        await _host.CreateFestivalAsync();
        await _host.Operator.PostAsync("/api/v1/products", new { id = "egg", name = "鸡蛋", nameEn = "Eggs", price = 3900, currency = "CNY", url = "/item/egg" }).OkAsync();
        await Eventually.TrueAsync(() => _host.Facts is { Stages.Count: 2, Products.Count: 1 }, "the rooms know the stages and the product");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task The_winner_is_told_once_on_each_device_after_the_reveal_and_finds_it_on_another_one()
    {
        await using var mei = Person();
        await using var lin = Person();
        var (phone, onPhone) = await mei.DeviceAsync();
        var (_, onTablet) = await mei.DeviceAsync();
        var (_, elsewhere) = await lin.DeviceAsync();
        await phone.InvokeAsync<JsonElement>("Join", "gushi", null);
        var asked = await _host.Operator.PostAsync(
            "/api/v1/rooms/gushi/questions", new { text = "几个蛋?", options = new[] { "一", "二" }, answer = 1, seconds = 60, winners = 1, productId = "egg" }).OkAsync();
        var id = asked.GetProperty("id").GetString()!;
        await phone.InvokeAsync("Answer", id, 1);
        await _host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/close", new { }).OkAsync();
        await Eventually.TrueAsync(async () => await PromisedAsync(id), "the winner is committed");
        // A round of the watch passes: this question's would be told with that of a question that is revealed.
        var other = await SettleAsync(lin.Viewer, "settled");
        await Eventually.TrueAsync(async () => !await PromisedAsync(other), "the watch has come by");
        var before = await mei.PositionsAsync();

        await _host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{id}/reveal", new { }).OkAsync();
        await Eventually.TrueAsync(() => !onPhone.IsEmpty && !onTablet.IsEmpty, "both devices hear it");
        await mei.AddAsync(2);
        await Eventually.TrueAsync(() => onPhone.Contains(2) && onTablet.Contains(2) && !elsewhere.IsEmpty, "both devices hear what comes next");

        var page = await mei.PageAsync();
        var item = page.GetProperty("items")[0];
        Assert.Multiple(() =>
        {
            Assert.That(before, Is.Empty, "secret until the reveal");
            Assert.That(onPhone, Is.EqualTo([1L, 2]));
            Assert.That(onTablet, Is.EqualTo([1L, 2]));
            Assert.That(elsewhere, Is.EqualTo([1L]), "of her own");
            Assert.That(item.GetProperty("position").GetInt64(), Is.EqualTo(1));
            Assert.That(item.GetProperty("data").GetProperty("question").GetString(), Is.EqualTo(id));
            Assert.That(item.GetProperty("data").GetProperty("prize").GetProperty("nameEn").GetString(), Is.EqualTo("Eggs"));
            Assert.That(item.GetProperty("data").GetProperty("rank").GetInt32(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_process_that_died_between_reveal_and_entry_is_made_up_for_and_an_outcome_that_comes_again_adds_nothing()
    {
        await using var mei = Person();
        var outcome = Settled(mei.Viewer);

        await Book.SettleAsync(outcome, CancellationToken.None);
        await StateAsync(outcome.Question, "settled");
        await Eventually.TrueAsync(async () => (await mei.PositionsAsync()).Count == 1, "the winner is told");
        await Book.SettleAsync(outcome, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Prizes.TellAsync(outcome.Question, CancellationToken.None))));

        Assert.That(await mei.PositionsAsync(), Is.EqualTo([1L]));
    }

    [Test]
    public async Task Of_a_question_that_is_voided_nobody_is_told()
    {
        await using var mei = Person();
        var outcome = Settled(mei.Viewer);
        await Book.SettleAsync(outcome, CancellationToken.None);
        await Book.VoidAsync(outcome, CancellationToken.None);
        var never = Settled(mei.Viewer);
        await Book.VoidAsync(never, CancellationToken.None);
        await Book.SettleAsync(never, CancellationToken.None);

        await Prizes.TellAsync(outcome.Question, CancellationToken.None);
        await Prizes.TellAsync(never.Question, CancellationToken.None);

        Assert.That(await mei.PositionsAsync(), Is.Empty);
    }

    [Test]
    public async Task Whichever_comes_first_of_the_telling_and_the_loss_decides()
    {
        await using var mei = Person();
        var outcomes = Enumerable.Range(0, 6).Select(_ => Settled(mei.Viewer)).ToList();
        foreach (var outcome in outcomes)
            await Book.SettleAsync(outcome, CancellationToken.None);

        await Task.WhenAll(outcomes.SelectMany(outcome => (Task[])
        [
            Task.Run(() => Prizes.TellAsync(outcome.Question, CancellationToken.None)), Task.Run(() => Book.VoidAsync(outcome, CancellationToken.None)),
        ]));

        var told = await mei.PositionsAsync();
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, told.Count).Select(position => (long)position)));
        Assert.That(await Task.WhenAll(outcomes.Select(outcome => PromisedAsync(outcome.Question.Value))), Has.All.False);
    }

    [Test]
    public async Task Who_won_a_question_that_Redis_has_lost_is_told_after_a_while()
    {
        await using var mei = Person();
        var lost = Settled(mei.Viewer);
        var fresh = Settled(mei.Viewer);
        await Book.SettleAsync(lost, CancellationToken.None);
        await Book.SettleAsync(fresh, CancellationToken.None);
        await using (var database = _host.Database())
            await database.QuestionResults.Where(result => result.Id == lost.Question)
                .ExecuteUpdateAsync(set => set.SetProperty(result => result.SettledAt, DateTimeOffset.UtcNow - RevealWatch.LostAfter - TimeSpan.FromSeconds(1)));

        await Eventually.TrueAsync(async () => (await mei.PositionsAsync()).Count == 1, "the winner is told");

        var item = (await mei.PageAsync()).GetProperty("items")[0];
        Assert.That(item.GetProperty("data").GetProperty("question").GetString(), Is.EqualTo(lost.Question.Value));
        Assert.That(await PromisedAsync(fresh.Question.Value), Is.True, "its room may come back");
    }

    [Test]
    public async Task A_guest_who_wins_is_promised_nothing()
    {
        var outcome = Settled(ViewerId.Parse("guest:ann"));

        await Book.SettleAsync(outcome, CancellationToken.None);

        Assert.That(await PromisedAsync(outcome.Question.Value), Is.False);
    }

    private InboxReader Person() => new(_host, _login);

    private async Task<bool> PromisedAsync(string question)
    {
        await using var database = _host.Database();
        return await database.PromisedPrizes.AnyAsync(promised => promised.QuestionId == QuestionId.Parse(question));
    }

    /// <summary>A question of the stage suning that this viewer has won, in that state in its room; returns its id.</summary>
    private async Task<string> SettleAsync(ViewerId winner, string state)
    {
        var outcome = Settled(winner);
        await StateAsync(outcome.Question, state);
        await Book.SettleAsync(outcome, CancellationToken.None);
        return outcome.Question.Value;
    }

    private Task<bool> StateAsync(QuestionId question, string state) => _host.Services.GetRequiredService<RedisLink>().Database.HashSetAsync(
        _host.Services.GetRequiredService<RedisKeys>().Room(RoomId.Parse("suning"), $"question:{question}"), "state", state);

    private static QuestionSettled Settled(ViewerId winner)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var id = QuestionId.Parse($"suning.{Guid.NewGuid():N}");
        return new QuestionSettled
        {
            Id = $"question:{id}",
            Stage = StageId.Parse("suning"),
            At = 1_000,
            Question = id,
            Text = "几只鹅？",
            Options = ["一", "二"],
            Answer = 0,
            Winners = 1,
            Seed = Convert.ToHexStringLower(seed),
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Counts = [1, 0],
            Entrants = [new Winner { Viewer = winner, Name = "Mei" }],
        };
    }
}
