using System.Net;
using System.Net.Http.Json;
using Broadcast.Api.Pages;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Redis;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>Every call of the host while Redis does not answer, and those that need it with what they need to get so far.</summary>
public sealed class RedisAsleepTests
{
    private static readonly (string Method, string Path, object? Body)[] Calls =
    [
        ("GET", "/api/v1/results/questions", null),
        ("GET", "/api/v1/results/questions/gushi.q1", null),
        ("GET", "/api/v1/results/questions/gushi.q1/entrants", null),
        ("GET", "/api/v1/results/pins", null),
        ("GET", "/api/v1/rooms/gushi", null),
        ("GET", "/api/v1/rooms/gushi/audience", null),
        ("GET", "/api/v1/rooms/gushi/roster", null),
        ("GET", "/api/v1/rooms/gushi/questions/gushi.q1", null),
        ("GET", "/api/v1/rooms/gushi/pins/gushi.p1/go", null),
        ("GET", "/api/v1/rooms/gushi/held", null),
        ("GET", "/api/v1/rooms/gushi/restricted", null),
        ("POST", "/api/v1/rooms/gushi/pin", new { productId = "egg" }),
        ("DELETE", "/api/v1/rooms/gushi/pin", null),
        ("POST", "/api/v1/rooms/gushi/questions", new { text = "?", options = new[] { "a", "b" }, answer = 0, seconds = 10, winners = 1 }),
        ("POST", "/api/v1/stages/gushi/key", new { }),
        ("POST", "/api/v1/channels/festival/take", new { stage = "gushi" }),
        ("POST", "/api/v1/products", new { id = "goose", name = "Goose", price = 100, currency = "CNY", url = "https://shop.example/goose" }),
        ("POST", "/api/v1/tickets", new { name = "Lin" }),
        ("GET", "/api/v1/accounts", null),
        ("GET", "/api/v1/site", null),
    ];

    [Test]
    public async Task They_are_answered_with_503_or_without_Redis_and_never_with_500()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await ApiHost.StartOnAsync(redis, "--Roles", "api,chat");
        await host.CreateFestivalAsync();
        await host.Services.GetRequiredService<ResultBook>().SettleAsync(
            new QuestionSettled
            {
                Id = "question:gushi.q1",
                Stage = StageId.Parse("gushi"),
                At = 1000,
                Question = QuestionId.Parse("gushi.q1"),
                Text = "?",
                Options = ["a", "b"],
                Answer = 0,
                Counts = [0, 0],
                Winners = 1,
                Seed = "s",
                Commitment = "c",
                Entrants = [],
            },
            CancellationToken.None);
        var before = host.Log.Alarming.Count();
        var calls = Calls.Concat(HostCall.Of(host).Where(call => !PagesModule.Paths.Contains(call.Pattern, StringComparer.Ordinal))
            .Select(call => (Method: call.Verb.Method, call.Path, Body: (object?)(call.Body is null ? null : new { }))));

        redis.Freeze();
        var answers = await Task.WhenAll(calls.Select(async call =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path) { Content = call.Body is { } body ? JsonContent.Create(body) : null };
            try
            {
                using var answer = await host.Operator.SendAsync(request);
                return (Call: $"{call.Method} {call.Path}", Status: (int)answer.StatusCode, Text: await answer.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException broken)
            {
                return (Call: $"{call.Method} {call.Path}", Status: 0, Text: broken.Message);
            }
        }));
        redis.Thaw();

        Assert.That(answers.Where(answer => answer.Status is 0 or 500), Is.Empty);
        Assert.That(answers.First(answer => answer.Call == "GET /api/v1/results/questions").Status, Is.EqualTo(503));
        Assert.That(answers.Count(answer => answer.Status == (int)HttpStatusCode.ServiceUnavailable && answer.Text.Contains("\"code\"", StringComparison.Ordinal)), Is.GreaterThan(5));
        Assert.That(host.Log.Alarming.Skip(before).Where(line => line.Contains("ExceptionHandler", StringComparison.Ordinal)), Is.Empty, "no call failed by a fault");
    }
}
