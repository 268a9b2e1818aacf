using System.Diagnostics.Metrics;
using System.Globalization;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestKit.Processes;

namespace Broadcast.Chat.Tests.Windows.Kills;

/// <summary>
/// A process that leads a window through its life and is killed in one of its steps. Prints <c>begin STEP</c>, <c>told PERSON RESULT</c> and
/// <c>done STEP</c>, each at the moment when a caller would have its answer.
/// </summary>
internal static class WindowNode
{
    public const string Name = "window-node";

    /// <summary>The process ends when it has the answer, and before anybody is told.</summary>
    public const string Answered = "step.answered";

    /// <summary>The process ends when the caller is told.</summary>
    public const string Told = "step.told";

    /// <summary>Where a step may end, in the process or in the server.</summary>
    public static readonly IReadOnlyList<string> Points =
        [KillingGate.Unsent, KillingGate.Torn, KillingGate.Unanswered, Answered, Told, KillingGate.ServerHasIt, KillingGate.ServerAnswered];

    /// <param name="arguments">Port and process id of Redis, the rooms' prefix, the point, and the step in which it is armed.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (port, server, prefix, point) = (Number(arguments[0]), Number(arguments[1]), arguments[2], arguments[3]);
        var last = Number(arguments[4]);
        var gate = new KillingGate(port, server);
        await using var rig = new WindowRig($"127.0.0.1:{gate.Port},abortConnect=false,asyncTimeout=20000", prefix);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var life = new WindowLife(rig, Acceptor(rig, services), "the node");
        for (var step = 0; step <= last; step++)
        {
            var armed = step == last;
            Say($"begin {step}");
            if (armed)
                gate.Arm(point is Answered or Told ? "" : point);
            try
            {
                await life.TakeAsync(step, (person, result) =>
                {
                    if (armed && point == Answered)
                        KillPoint.Die();
                    Say($"told {person} {result}");
                    if (armed && point == Told)
                        KillPoint.Die();
                });
            }
            catch (Exception away) when (armed && RedisAway.Is(away))
            {
                // The server was killed: nobody knows what became of the step. The rig is left as a killed process leaves it.
                Environment.Exit(0);
            }

            if (armed && point == Answered)
                KillPoint.Die();
            Say($"done {step}");
            if (armed && point == Told)
                KillPoint.Die();
        }

        Say("unharmed");
        Environment.Exit(1);
    }

    public static Acceptor Acceptor(WindowRig rig, IServiceProvider services) =>
        new(rig.Entries, services.GetRequiredService<IMeterFactory>(), Options.Create(new RoomOptions()), TimeProvider.System);

    private static void Say(string line) => Console.Out.WriteLine(line);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
