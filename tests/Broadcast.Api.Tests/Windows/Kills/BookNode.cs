using System.Globalization;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Kills;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>
/// A process that leads a window of the book through its life and is killed in one of its steps. Prints <c>told PERSON DIGEST</c> and
/// <c>done STEP</c>, each at the moment when a caller would have its answer.
/// </summary>
internal static class BookNode
{
    public const string Name = "book-node";

    /// <summary>The process has the answer, and nobody is told.</summary>
    public const string Answered = "step.answered";

    /// <summary>The caller is told.</summary>
    public const string Told = "step.told";

    /// <summary>Entries in one transaction, so that a step takes many.</summary>
    private const int Most = 8;

    public static readonly IReadOnlyList<string> Points =
    [
        DyingTransactions.Begun, DyingTransactions.Written, DyingTransactions.Committing, DyingTransactions.Committed, Answered, Told, DyingRooms.Untold, DyingRooms.Told,
    ];

    /// <param name="arguments">
    /// The engine, its connection string, the rooms' server and prefix, the window, the point, at which passing, after how many microseconds of
    /// a commit, and the step in which it is armed.
    /// </param>
    public static async Task RunAsync(string[] arguments)
    {
        var (engine, connection, redis, prefix, window, name) = (Enum.Parse<Engine>(arguments[0]), arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        var point = new KillPoint(name, Number(arguments[6]), TimeSpan.FromMicroseconds(Number(arguments[7])));
        var last = Number(arguments[8]);
        await using var database = new TestDatabase(engine, connection);
        var host = database.Host(add: builder => builder.Services.AddSingleton<IInterceptor>(new DyingTransactions(point)));
        using var rig = new BookRig(host, TimeProvider.System, Most);
        await using var telling = new TellingRig(host, redis, prefix, rooms => new DyingRooms(rooms, point));
        await telling.StartAsync();
        var life = new BookLife(rig, window);
        for (var step = 0; step <= last; step++)
        {
            if (step == last)
                point.Arm();
            await life.TakeAsync(step, (person, answer) =>
            {
                point.Pass(Answered);
                Console.Out.WriteLine($"told {person} {answer.Entry?.Digest ?? answer.Verdict}");
                point.Pass(Told);
            });
            point.Pass(Answered);
            Console.Out.WriteLine($"done {step}");
            point.Pass(Told);
            telling.Raise();
        }

        // At the points of DyingRooms the loop that tells the room ends the process; it looks once a second.
        await Task.Delay(Timeout.Infinite);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
