using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Windows;
using CsCheck;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>
/// What nodes whose clocks are wrong by no more than the tolerance cost a person, by the true time: nothing. Nodes take turns on one room; the
/// true time is that of the node that is not wrong.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class FavourTests
{
    private const int Delay = 1_000;
    private static readonly WindowRef Window = new(WindowRig.Room, "fleeting", "gushi.f1");

    private enum Act
    {
        Enter,
        Pause,
        Resume,
        Close,
    }

    /// <summary>What a node does, how much time passes before, and how long an entry has waited for its batch, ms.</summary>
    private static Gen<(Act Act, int Node, int Passes, int Waited)> Any { get; } = Gen.Select(
        Gen.Frequency((8, Gen.Const(Act.Enter)), (1, Gen.Const(Act.Pause)), (2, Gen.Const(Act.Resume)), (1, Gen.Const(Act.Close))),
        Gen.Int[0, 2], Gen.Int[0, 120], Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[0, 300])));

    [Test]
    public Task Whoever_was_in_time_while_the_window_takes_entries_is_in_whichever_node_leads() =>
        Gen.Select(Gen.Int[-WindowModel.Tolerance, WindowModel.Tolerance].Array[2], Gen.Int[0, 2], Any.Array[50]).SampleAsync(
            RunAsync, iter: 30, threads: 1, print: run => $"clocks {string.Join(", ", run.Item1)}, opened by {run.Item2}: {string.Join(", ", run.Item3.AsEnumerable())}");

    private static async Task RunAsync(int[] wrong, int opener, (Act Act, int Node, int Passes, int Waited)[] acts)
    {
        await using var rig = new WindowRig();
        var (clocks, standing) = (new[] { 0, wrong[0], wrong[1] }, 0);
        Ask(opener);
        await rig.Windows.OpenAsync(new NewWindow(Window, WindowModel.Values, Kept: false, []), WindowRig.Said, rig.Now + 500, rig.Now + 500 + Delay);
        var entered = 0;
        foreach (var (act, node, passes, waited) in acts)
        {
            rig.Advance(TimeSpan.FromMilliseconds(passes));
            Ask(node);
            var window = (await rig.Windows.ReadAsync(Window))!;
            switch (act)
            {
                case Act.Enter:
                    var said = (await rig.Entries.AcceptAsync(Window, [new Entry(ViewerId.Parse($"person:{entered++}"), 0, "", rig.Now - waited)]))[0];
                    Judge(window, said, rig.Now - clocks[node] - waited);
                    break;
                case Act.Pause:
                    await rig.Windows.PauseAsync(window, WindowRig.Said);
                    break;
                case Act.Resume when window.PausedAt is { } paused:
                    var stood = Math.Max(0, rig.Now - paused);
                    await rig.Windows.ResumeAsync(window, WindowRig.Said, window.ClosesAt + stood, window.AcceptUntil + stood);
                    break;
                case Act.Close:
                    await rig.Windows.CloseAsync(Window, WindowRig.Said, WindowRig.Said, atOnce: false);
                    break;
            }
        }

        // The next call comes from this node, which knows how wrong it is, at most.
        void Ask(int node)
        {
            rig.Step(TimeSpan.FromMilliseconds(clocks[node] - clocks[standing]));
            rig.SetUncertainty(TimeSpan.FromMilliseconds(Math.Abs(clocks[node])));
            standing = node;
        }
    }

    private static void Judge(Window window, string said, long received)
    {
        var till = window.PausedAt is { } paused ? Math.Min(window.AcceptUntil, paused + Delay) : window.AcceptUntil;
        if (window.State is not (WindowState.Open or WindowState.Paused))
            Assert.That(said, Is.AnyOf(EntryResult.Closed, EntryResult.Late));
        else if (received <= till)
            Assert.That(said, Is.EqualTo(EntryResult.Ok), $"{till - received} ms before the end");
        else if (received > till + (2 * WindowModel.Tolerance))
            Assert.That(said, Is.Not.EqualTo(EntryResult.Ok), "two clocks at most favour a person");
    }
}
