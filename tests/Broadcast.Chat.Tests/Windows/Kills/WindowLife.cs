using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Tests.Windows.Kills;

/// <summary>
/// The whole life of one window, step by step: it opens, people enter, it pauses and goes on, and is closed, sealed and settled. Taking a step
/// again is what a client does that has not heard: it changes nothing.
/// </summary>
/// <param name="rig">The room.</param>
/// <param name="acceptor">Where people enter.</param>
/// <param name="by">Who takes the steps; stands in the result.</param>
internal sealed class WindowLife(WindowRig rig, Acceptor acceptor, string by)
{
    public const int Values = 3;
    private const int Entrants = 40;

    /// <summary>Longer than any round, ms: what is judged here is not lateness.</summary>
    private const long Lasting = 600_000;

    /// <summary>The steps in order, each with how far the window has come after it: an index of <see cref="Ranks"/>.</summary>
    public static readonly IReadOnlyList<(LifeStep Step, int Rank)> Steps =
    [
        (LifeStep.Open, 1), (LifeStep.Enter, 1), (LifeStep.Enter, 1), (LifeStep.Pause, 2), (LifeStep.Resume, 3), (LifeStep.Enter, 3), (LifeStep.Enter, 3),
        (LifeStep.Close, 4), (LifeStep.Seal, 5), (LifeStep.Settle, 6),
    ];

    /// <summary>How far a window has come: its state, how often it was paused, and the events that its room's log has of it.</summary>
    public static readonly IReadOnlyList<(string? State, int Pauses, int Events)> Ranks =
    [
        (null, 0, 0), (WindowState.Open, 0, 1), (WindowState.Paused, 1, 2), (WindowState.Open, 1, 3), (WindowState.Closed, 1, 4), (WindowState.Sealed, 1, 4),
        (WindowState.Settled, 1, 5),
    ];

    public static readonly WindowRef Window = new(WindowRig.Room, "kept", "gushi.life");

    /// <summary>Those who enter in a step, and with what.</summary>
    public static IEnumerable<(string Person, int Value)> In(int step) =>
        Steps[step].Step == LifeStep.Enter ? Enumerable.Range(0, Entrants).Select(i => (string.Create(CultureInfo.InvariantCulture, $"person:p{step}-{i}"), i % Values)) : [];

    /// <summary>Takes a step.</summary>
    /// <param name="step">An index of <see cref="Steps"/>.</param>
    /// <param name="told">Hears of each who entered: the person, and what became of the entry.</param>
    public async Task TakeAsync(int step, Action<string, string> told)
    {
        switch (Steps[step].Step)
        {
            case LifeStep.Open:
                await rig.Windows.OpenAsync(new NewWindow(Window, Values, Kept: true, []), WindowRig.Said, rig.Now + Lasting, rig.Now + (2 * Lasting), new Once("open"));
                break;
            case LifeStep.Enter:
                await Task.WhenAll(In(step).Select(async entry => told(entry.Person, await acceptor.AcceptAsync(Window, ViewerId.Parse(entry.Person), entry.Value, "detail"))));
                break;
            case LifeStep.Pause when await rig.Windows.ReadAsync(Window) is { State: WindowState.Open, Pauses: 0 } open:
                await rig.Windows.PauseAsync(open, WindowRig.Said);
                break;
            case LifeStep.Resume when await rig.Windows.ReadAsync(Window) is { State: WindowState.Paused } paused:
                await rig.Windows.ResumeAsync(paused, WindowRig.Said, paused.ClosesAt, paused.AcceptUntil);
                break;
            case LifeStep.Close:
                await rig.Windows.CloseAsync(Window, WindowRig.Said, WindowRig.Said, atOnce: true);
                break;
            case LifeStep.Seal:
                await rig.Windows.SealAsync(Window, by, WindowRig.Said, atOnce: false);
                break;
            case LifeStep.Settle:
                await rig.Windows.SettleAsync(Window, WindowRig.Said);
                break;
            default:
                // It was paused, or went on, before.
                break;
        }
    }
}

internal enum LifeStep
{
    Open,
    Enter,
    Pause,
    Resume,
    Close,
    Seal,
    Settle,
}
