using CsCheck;

namespace Broadcast.Api.Tests.Windows;

internal enum BookAct
{
    Schedule,
    Open,
    Pause,
    Resume,
    Close,
    CloseAtOnce,
    Enter,
    Seal,
    Settle,
    Void,
    Due,
    Advance,
    StepBack,
}

/// <summary>One act of a run: what, with which window, and by how much.</summary>
/// <param name="Act">What is done.</param>
/// <param name="Which">The window.</param>
/// <param name="Number">Milliseconds or a seed, as the act needs it.</param>
internal sealed record BookActed(BookAct Act, int Which, int Number)
{
    public const int Windows = 3;

    public static Gen<BookActed> Any { get; } = Gen.Frequency(
        (4, Of(BookAct.Open)), (3, Of(BookAct.Pause)), (3, Of(BookAct.Resume)), (2, Of(BookAct.Close)), (1, Of(BookAct.CloseAtOnce)), (14, Of(BookAct.Enter, Gen.Int[0, 1 << 20])),
        (1, Of(BookAct.Seal)), (1, Of(BookAct.Settle)), (1, Of(BookAct.Void)), (5, Of(BookAct.Due)), (6, Of(BookAct.Advance, Gen.Int[1, 4_000])), (1, Of(BookAct.StepBack, Gen.Int[1, 3_000])));

    public override string ToString() => $"{Act} {Which} {Number}";

    private static Gen<BookActed> Of(BookAct act, Gen<int>? number = null) =>
        Gen.Select(Gen.Int[0, Windows - 1], number ?? Gen.Const(0)).Select((which, by) => new BookActed(act, which, by));
}
