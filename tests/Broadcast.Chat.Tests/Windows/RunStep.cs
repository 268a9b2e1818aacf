using Broadcast.Chat.Windows;
using CsCheck;

namespace Broadcast.Chat.Tests.Windows;

internal enum RunAct
{
    Schedule,
    Ask,
    Cancel,
    Open,
    Pause,
    Resume,
    Close,
    CloseAtOnce,
    Mark,
    CallOff,
    CallOffLate,
    Accept,
    Seal,
    SealAtOnce,
    Settle,
    Void,
    Doubt,
    Reconcile,
    Acknowledge,
    Advance,
    CloseNearEnd,
    StepBack,
    LoseLog,
    LoseWindow,
    Uncertain,
    Replicate,
    FailOver,
}

/// <summary>One step of a run: what, with which window, and by how much.</summary>
/// <param name="Act">What is done.</param>
/// <param name="Which">The window.</param>
/// <param name="Number">Seconds, milliseconds or a seed, as the act needs it.</param>
internal sealed record RunStep(RunAct Act, int Which, int Number)
{
    public static Gen<RunStep> Any { get; } = Gen.Frequency(
        (1, Of(RunAct.Schedule, Gen.Int[0, 20_000])), (1, Of(RunAct.Ask, Gen.Int[0, 20_000])), (1, Of(RunAct.Cancel)), (6, Of(RunAct.Open, Gen.Int[1_000, 15_000])),
        (3, Of(RunAct.Pause)), (3, Of(RunAct.Resume)), (4, Of(RunAct.Close)), (2, Of(RunAct.CloseAtOnce)), (4, Of(RunAct.Mark, Gen.Int[0, 1])), (1, Of(RunAct.CallOff)), (2, Of(RunAct.CallOffLate)), (1, Of(RunAct.Advance, Gen.Const((int)WindowStore.MarkWithin + 300))),
        (12, Of(RunAct.Accept, Gen.Int)), (2, Of(RunAct.Seal)), (2, Of(RunAct.SealAtOnce)), (3, Of(RunAct.Settle)), (1, Of(RunAct.Void)),
        (1, Of(RunAct.Doubt)), (1, Of(RunAct.Reconcile, Gen.Int[0, 2])), (1, Of(RunAct.Acknowledge)), (6, Of(RunAct.Advance, Gen.Int[1, 8_000])), (4, Of(RunAct.CloseNearEnd, Gen.Int[-200, 400])),
        (2, Of(RunAct.StepBack, Gen.Int[-4_000, 4_000])), (1, Of(RunAct.LoseLog)), (1, Of(RunAct.LoseWindow)), (1, Of(RunAct.Uncertain, Gen.Int[0, 250])));

    /// <summary>Also with failovers to a replica that may have received less than was answered.</summary>
    public static Gen<RunStep> WithFailovers { get; } = Gen.Frequency((60, Any), (2, Of(RunAct.Replicate)), (2, Of(RunAct.FailOver, Gen.Int[0, 1])));

    public override string ToString() => $"{Act} {Which} {Number}";

    private static Gen<RunStep> Of(RunAct act, Gen<int>? number = null) =>
        Gen.Select(Gen.Int[0, 3], number ?? Gen.Const(0)).Select((which, by) => new RunStep(act, which, by));
}
