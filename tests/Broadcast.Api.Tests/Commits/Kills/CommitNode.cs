using System.Globalization;
using Broadcast.Api.Data;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Prizes;
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

    /// <summary>The commit is done, and no caller has an answer.</summary>
    public const string Committed = "commit.done";

    /// <summary>A caller has its answer, and nobody was told.</summary>
    public const string Answered = "answer.given";

    /// <summary>A caller has told its answer.</summary>
    public const string Told = "answer.told";

    /// <summary>So that a round takes many transactions.</summary>
    private const int Most = 16;

    /// <summary>Where it ends, each with at which passing in a round: of a transaction, or of an answer.</summary>
    public static readonly IReadOnlyList<(string Point, Func<int, int> Passing)> Points =
    [
        (DoomedBook.Begun, OfTransactions), (DoomedBook.Written, OfTransactions), (DoomedBook.Committing, OfTransactions), (Committed, OfTransactions),
        (Answered, OfAnswers), (Told, OfAnswers),
    ];

    /// <param name="arguments">The engine, its connection string, the round, and after how many microseconds of a commit it ends.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (engine, connection, round, delay) = (Enum.Parse<Engine>(arguments[0]), arguments[1], Number(arguments[2]), TimeSpan.FromMicroseconds(Number(arguments[3])));
        var point = KillPoint.Of(Environment.GetEnvironmentVariable(KillPoint.Variable));
        await using var database = new TestDatabase(engine, connection);
        var host = database.Host();
        host.Services.GetRequiredService<CommitNotice>().Committed += () => point.Pass(Committed);
        using var rig = new PrizeRig(host, Most, new DoomedBook(point, delay));
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
