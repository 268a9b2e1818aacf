using System.Globalization;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Kills;
using Broadcast.Api.Tests.Prizes;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Commits.Kills;

/// <summary>
/// A process that promises prizes in common commits and is killed at the point that its parent names. Prints <c>told KEY QUESTION</c> when a
/// caller would have its answer.
/// </summary>
internal static class CommitNode
{
    public const string Name = "commit-node";

    /// <summary>A caller has its answer, and nobody was told.</summary>
    public const string Answered = "answer.given";

    /// <summary>A caller has told its answer.</summary>
    public const string Told = "answer.told";

    /// <summary>So that a round takes many transactions.</summary>
    private const int Most = 16;

    /// <summary>Where it ends, each with at which passing in a round: of a transaction, or of an answer.</summary>
    public static readonly IReadOnlyList<(string Point, Func<int, int> Passing)> Points =
    [
        (DyingTransactions.Begun, OfTransactions), (DyingTransactions.Written, OfTransactions), (DyingTransactions.Committing, OfTransactions),
        (DyingTransactions.Committed, OfTransactions), (Answered, OfAnswers), (Told, OfAnswers),
    ];

    /// <param name="arguments">The engine, its connection string, the round, the point, at which passing, and after how many microseconds of a commit.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (engine, connection, round, name) = (Enum.Parse<Engine>(arguments[0]), arguments[1], Number(arguments[2]), arguments[3]);
        var point = new KillPoint(name, Number(arguments[4]), TimeSpan.FromMicroseconds(Number(arguments[5])));
        await using var database = new TestDatabase(engine, connection);
        var host = database.Host(add: builder => builder.Services.AddSingleton<IInterceptor>(new DyingTransactions(point)));
        using var rig = new PrizeRig(host, Most);
        point.Arm();
        await Promises.SendAsync(rig, round, (promise, answer) =>
        {
            point.Pass(Answered);
            Console.Out.WriteLine($"told {promise.Key} {answer}");
            point.Pass(Told);
        });
        // It should have been killed.
        Environment.Exit(1);
    }

    private static int OfTransactions(int round) => 1 + (round % 5);

    private static int OfAnswers(int round) => 1 + (round * 7 % 60);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
