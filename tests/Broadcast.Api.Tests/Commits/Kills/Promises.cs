using Broadcast.Api.Tests.Prizes;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;

namespace Broadcast.Api.Tests.Commits.Kills;

/// <summary>The promises that callers ask for in a round, the same each time: of two products, and of each 1-3 units.</summary>
internal static class Promises
{
    public static readonly IReadOnlyList<string> Products = ["egg", "goose"];
    private const int Callers = 32;
    private const int Each = 4;

    public static IReadOnlyList<PromisePrize> Of(int round) => [.. from caller in Enumerable.Range(0, Callers) from number in Enumerable.Range(0, Each) select Of(round, caller, number)];

    /// <summary>What the keys of a round begin with.</summary>
    public static string Prefix(int round) => $"r{round}-";

    /// <summary>Each caller asks for one after the other, and all at once.</summary>
    /// <param name="rig">The book.</param>
    /// <param name="round">Which promises.</param>
    /// <param name="told">Hears of each promise and its answer: the question, or the code of a refusal.</param>
    public static Task SendAsync(PrizeRig rig, int round, Action<PromisePrize, string> told) => Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
    {
        for (var number = 0; number < Each; number++)
        {
            var promise = Of(round, caller, number);
            told(promise, await rig.PromiseAsync(promise.Product.Value, promise.Question.Value, promise.Units, promise.Key));
        }
    }));

    private static PromisePrize Of(int round, int caller, int number) => new()
    {
        Key = $"{Prefix(round)}{caller}-{number}",
        Question = QuestionId.Parse($"gushi.r{round}-{caller}-{number}"),
        Product = ProductId.Parse(Products[caller % Products.Count]),
        Units = 1 + ((caller + number) % 3),
    };
}
