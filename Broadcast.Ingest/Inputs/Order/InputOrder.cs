using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Inputs.Order;

/// <summary>
/// Decides which of a stage's inputs is shown: the first in the order that delivers pictures. A lower one comes in when all above it have
/// been quiet for <see cref="SourceOptions.BackupAfter"/>; a higher one comes back when it has been steady for
/// <see cref="SourceOptions.ReturnAfter"/>. Knows times alone; its <see cref="StageSource"/> is the only caller and guards it.
/// </summary>
internal sealed class InputOrder
{
    private readonly SourceOptions _options;
    private readonly TimeProvider _time;

    public InputOrder(IReadOnlyList<InputOptions> inputs, SourceOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        All = [.. inputs.Select((input, number) => new StageInput(number, input) { LastPicture = time.GetTimestamp() })];
        Push = All.FirstOrDefault(input => input.Kind == InputKind.Push);
    }

    /// <summary>Primary first.</summary>
    public IReadOnlyList<StageInput> All { get; }

    /// <summary>Where the encoder with the stage's key belongs; null when the order has no place for it.</summary>
    public StageInput? Push { get; }

    /// <summary>The one that is shown; null while none is.</summary>
    public StageInput? Active { get; set; }

    /// <summary>A picture came in.</summary>
    public void Delivered(StageInput input)
    {
        var now = _time.GetTimestamp();
        if (input.SteadySince is null || _time.GetElapsedTime(input.LastPicture, now) > _options.PictureTimeout)
            input.SteadySince = now;
        input.LastPicture = now;
    }

    /// <summary>Whether the input may be shown from now on, if it has a keyframe.</summary>
    public bool MayTake(StageInput input)
    {
        if (Active is not { } active || input.Number > active.Number)
            return AboveAreQuiet(input);
        if (input == active)
            return true;

        return IsQuiet(active) || (input.SteadySince is { } since && _time.GetElapsedTime(since) >= _options.ReturnAfter);
    }

    /// <summary>Whether a process should fetch the input now. A listener always waits, as the door for encoders does.</summary>
    public bool IsWanted(StageInput input) => input == Active || input.Kind is InputKind.Push or InputKind.Srt || AboveAreQuiet(input);

    public bool Delivers(StageInput input) => input.SteadySince is not null && _time.GetElapsedTime(input.LastPicture) <= _options.PictureTimeout;

    private bool AboveAreQuiet(StageInput input) => All.Take(input.Number).All(IsQuiet);

    private bool IsQuiet(StageInput input) => _time.GetElapsedTime(input.LastPicture) >= _options.BackupAfter;
}
