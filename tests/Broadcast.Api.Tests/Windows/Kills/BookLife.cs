using System.Globalization;
using Broadcast.Api.Windows;
using Broadcast.Chat.Spine.Windows;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>
/// The whole life of one window of the book, step by step. A step that is taken again changes nothing, as when a client repeats a call whose answer it did not get.
/// </summary>
internal sealed class BookLife(BookRig rig, string window)
{
    private const int Entrants = 32;

    /// <summary>Longer than any round, ms: what is judged here is not lateness.</summary>
    private const long Lasting = 600_000;

    /// <summary>The steps in order, each with the window's revision after it.</summary>
    public static readonly IReadOnlyList<(BookAct Act, int Revision)> Steps =
    [
        (BookAct.Schedule, 1), (BookAct.Open, 2), (BookAct.Enter, 2), (BookAct.Pause, 3), (BookAct.Resume, 4), (BookAct.Enter, 4), (BookAct.CloseAtOnce, 5), (BookAct.Seal, 6),
        (BookAct.Settle, 7),
    ];

    /// <summary>The states that the window passes through: one for each revision, in order.</summary>
    public static readonly IReadOnlyList<string> States =
        [WindowLife.Scheduled, WindowLife.Open, WindowLife.Paused, WindowLife.Open, WindowLife.Closed, WindowLife.Sealed, WindowLife.Settled];

    /// <summary>Those who enter in a step, and with what.</summary>
    public static IEnumerable<(string Person, int Value)> In(int step) =>
        Steps[step].Act == BookAct.Enter ? Enumerable.Range(0, Entrants).Select(i => (string.Create(CultureInfo.InvariantCulture, $"p{step}-{i}"), i % BookRig.Values)) : [];

    /// <summary>All who enter, and with what.</summary>
    public static IReadOnlyDictionary<string, int> All { get; } =
        Enumerable.Range(0, Steps.Count).SelectMany(In).ToDictionary(entry => entry.Person, entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Takes a step.</summary>
    /// <param name="step">An index of <see cref="Steps"/>.</param>
    /// <param name="told">Hears of each who entered: the person and the answer.</param>
    public async Task TakeAsync(int step, Action<string, EntryAnswer> told)
    {
        var (by, stop) = (BookRig.Anchor, CancellationToken.None);
        var act = Steps[step].Act;
        if (act == BookAct.Enter)
            await Task.WhenAll(In(step).Select(async entry => told(entry.Person, await rig.EnterAsync(window, entry.Person, entry.Value, rig.Now, key: "once"))));
        else if (act == BookAct.Schedule)
            await ScheduleAsync();
        else if (act != BookAct.Pause || (await rig.WindowAsync(window)).Pauses == 0)
            await rig.TakeAsync((kernel, database) => act switch
            {
                BookAct.Open => kernel.OpenAsync(database, window, by, stop),
                BookAct.Pause => kernel.PauseAsync(database, window, by, stop),
                BookAct.Resume => kernel.ResumeAsync(database, window, by, stop),
                BookAct.CloseAtOnce => kernel.CloseAsync(database, window, by, atOnce: true, stop),
                BookAct.Seal => kernel.SealAsync(database, window, by, stop),
                _ => kernel.SettleAsync(database, window, by, stop),
            });
    }

    private async Task ScheduleAsync()
    {
        if (!await rig.HasAsync(window))
            await rig.ScheduleAsync(window, opensAt: null, Lasting);
    }
}
