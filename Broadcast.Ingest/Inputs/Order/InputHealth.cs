using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Inputs.Order;

/// <summary>How one of a stage's inputs does.</summary>
internal sealed record InputHealth
{
    /// <summary>Its place in the order: 0 is the primary.</summary>
    public required int Number { get; init; }

    /// <summary><c>push</c>, <c>rtmp</c>, <c>hls</c>, <c>srt</c> or <c>file</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>It is the one that is shown.</summary>
    public required bool Active { get; init; }

    /// <summary>
    /// <c>delivering</c>, <c>silent</c> (there, without pictures), <c>connecting</c>, <c>waiting</c> (for an encoder or a caller),
    /// <c>failing</c> (to be tried again) or <c>idle</c> (not needed while one above it delivers).
    /// </summary>
    public required string State { get; init; }

    /// <summary>Why it does not deliver, in plain words; null while nothing is wrong.</summary>
    public required string? Reason { get; init; }

    /// <summary>Milliseconds since its newest picture; null before the first.</summary>
    public required long? LastPictureAge { get; init; }

    /// <summary>Times that a process was begun to fetch it.</summary>
    public required long Starts { get; init; }

    public static InputHealth Of(StageInput input, StageSource stage) => new()
    {
        Number = input.Number,
        Kind = input.Kind.ToString().ToLowerInvariant(),
        Active = stage.Order.Active == input,
        State = StateOf(input, stage),
        Reason = input.Fault,
        LastPictureAge = input.SteadySince is null ? null : (long)stage.Time.GetElapsedTime(input.LastPicture).TotalMilliseconds,
        Starts = input.Starts,
    };

    private static string StateOf(StageInput input, StageSource stage) => input switch
    {
        { Feed.Dropped.IsCancellationRequested: false } => stage.Order.Delivers(input) ? "delivering" : "silent",
        { Kind: InputKind.Push } => "waiting",
        { Kind: InputKind.Srt, Fetching: true } => "waiting",
        { Fetching: true } => "connecting",
        { Fault: not null } => "failing",
        _ => "idle",
    };
}
