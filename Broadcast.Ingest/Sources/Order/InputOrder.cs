namespace Broadcast.Ingest.Sources.Order;

/// <summary>
/// Decides which of a stage's inputs is shown: the first in the order that delivers pictures. A lower one is shown when all above it have
/// been quiet for <see cref="SourceOptions.BackupAfter"/>; a higher one is shown again when it has been steady for
/// <see cref="SourceOptions.ReturnAfter"/>. Decides by times only. Its <see cref="StageSource"/> guards it and makes every change.
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

    /// <summary>The input that the encoder with the stage's key feeds; null when the order has none.</summary>
    public StageInput? Push { get; }

    /// <summary>The input that is shown; null while none is.</summary>
    public StageInput? Active { get; set; }

    /// <summary>Records that a picture of the input arrived.</summary>
    public void Delivered(StageInput input)
    {
        var now = _time.GetTimestamp();
        if (input.SteadySince is null || _time.GetElapsedTime(input.LastPicture, now) > _options.PictureTimeout)
            input.SteadySince = now;
        input.LastPicture = now;
    }

    /// <summary>Whether the input may be shown from now on, if it has a keyframe.</summary>
    public bool MayBeShown(StageInput input)
    {
        if (Active is not { } active || input.Number > active.Number)
            return AboveAreQuiet(input);
        if (input == active)
            return true;

        return IsQuiet(active) || (input.SteadySince is { } since && _time.GetElapsedTime(since) >= _options.ReturnAfter);
    }

    /// <summary>Whether a process should fetch the input now. Always true for push and SRT, which wait to be called.</summary>
    public bool IsWanted(StageInput input) => input == Active || input.Kind is InputKind.Push or InputKind.Srt || AboveAreQuiet(input);

    public bool Delivers(StageInput input) => input.SteadySince is not null && _time.GetElapsedTime(input.LastPicture) <= _options.PictureTimeout;

    private bool AboveAreQuiet(StageInput input) => All.Take(input.Number).All(IsQuiet);

    private bool IsQuiet(StageInput input) => _time.GetElapsedTime(input.LastPicture) >= _options.BackupAfter;
}
