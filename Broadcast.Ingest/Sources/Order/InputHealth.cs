namespace Broadcast.Ingest.Sources.Order;

/// <summary>Health of one of a stage's inputs.</summary>
internal sealed record InputHealth
{
    /// <summary>Position in the order; 0 is the primary.</summary>
    public required int Number { get; init; }

    public required InputKind Kind { get; init; }

    /// <summary>True when this input is shown.</summary>
    public required bool Active { get; init; }

    public required InputState State { get; init; }

    /// <summary>Why it does not deliver, in plain words; null while nothing is wrong.</summary>
    public required string? Reason { get; init; }

    /// <summary>Milliseconds since its newest picture; null before the first.</summary>
    public required long? LastPictureAge { get; init; }

    /// <summary>How often a process was started to fetch it.</summary>
    public required long Starts { get; init; }

    public static InputHealth Of(StageInput input, StageSource stage) => new()
    {
        Number = input.Number,
        Kind = input.Kind,
        Active = stage.Order.Active == input,
        State = StateOf(input, stage),
        Reason = input.Fault,
        LastPictureAge = input.SteadySince is null ? null : (long)stage.Time.GetElapsedTime(input.LastPicture).TotalMilliseconds,
        Starts = input.Starts,
    };

    private static InputState StateOf(StageInput input, StageSource stage) => input switch
    {
        { Feed.Dropped.IsCancellationRequested: false } => stage.Order.Delivers(input) ? InputState.Delivering : InputState.Silent,
        { Kind: InputKind.Push } => InputState.Waiting,
        { Kind: InputKind.Srt, Fetching: true } => InputState.Waiting,
        { Fetching: true } => InputState.Connecting,
        { Fault: not null } => InputState.Failing,
        _ => InputState.Idle,
    };
}
