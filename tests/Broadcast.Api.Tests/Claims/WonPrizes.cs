using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Results;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Claims;

/// <summary>Questions with winners, and what winners and shippers do.</summary>
internal static class WonPrizes
{
    public static readonly object Recipient = new { name = "王小鹅", telephone = "+86 139 0000 4242", address = "河南省固始县陈集镇鹅塘路 7 号" };

    public static string Claim(string question) => $"/api/v1/my/prizes/{question}/claim";

    public static HttpClient Person(this ApiHost host, PersonLogin login, string subject) => host.Client(login.OfShop(("sub", subject)));

    public static HttpClient Shipper(this ApiHost host) => host.Client(host.Token(Roles.Shipper));

    public static HttpClient Auditor(this ApiHost host) => host.Client(host.Token(Roles.Auditor));

    /// <summary>Commits a question that these persons of the shop's login have won.</summary>
    public static Task<QuestionSettled> SettleAsync(this ApiHost host, string question, params string[] winners) =>
        host.SettleAsync(question, [.. winners.Select(winner => new Winner { Viewer = Caller.PersonId(PersonLogin.Shop, winner), Name = winner })]);

    /// <summary>Commits a question that these have won.</summary>
    public static async Task<QuestionSettled> SettleAsync(this ApiHost host, string question, IReadOnlyList<Winner> winners)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var outcome = new QuestionSettled
        {
            Id = $"question:{question}",
            Stage = StageId.Parse("gushi"),
            At = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Question = QuestionId.Parse(question),
            Text = "几只鹅？",
            Options = ["一", "二"],
            Answer = 0,
            Winners = winners.Count,
            Prize = ProductId.Parse("goose"),
            Seed = Convert.ToHexStringLower(seed),
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Counts = [winners.Count, 0],
            Entrants = winners,
        };
        await host.Services.GetRequiredService<ResultBook>().SettleAsync(outcome, CancellationToken.None);
        return outcome;
    }

    /// <summary>Lets a person win a question and claim it; returns the answer.</summary>
    public static async Task<JsonElement> ClaimedAsync(this ApiHost host, PersonLogin login, string question, string winner, object? recipient = null)
    {
        await host.SettleAsync(question, winner);
        using var person = host.Person(login, winner);
        return await person.PostAsync(Claim(question), recipient ?? Recipient).OkAsync();
    }

    public static string Id(this JsonElement claim) => claim.GetProperty("id").GetString()!;
}
