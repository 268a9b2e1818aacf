namespace Broadcast.Ingest.Ladder;

/// <summary>
/// Decides when a ladder makes fewer renditions and when it makes more again. Too much for a while is a step down, calm for a longer while
/// a step up; a step up that had to be taken back makes the next one wait longer. Pure: the same looks give the same steps.
/// </summary>
internal sealed class LadderPressure(LadderOptions options, int rungs)
{
    /// <summary>The longest calm that is asked for, in <see cref="LadderOptions.StepUpAfter"/>.</summary>
    private const int MostDoublings = 16;

    private readonly int _all = rungs;
    private DateTimeOffset? _tooMuchSince;
    private DateTimeOffset? _calmSince;
    private DateTimeOffset? _steppedUp;
    private int _caution = 1;

    /// <summary>How many renditions are made: those with the least cost.</summary>
    public int Active { get; private set; } = rungs;

    /// <summary>One look at how the encoder does.</summary>
    /// <returns>-1 for a step down, 1 for a step up, 0 for none.</returns>
    public int Look(DateTimeOffset now, LadderLoad load)
    {
        if (!TooMuch(load))
        {
            _tooMuchSince = null;
            _calmSince ??= now;
            if (Active == _all || now - _calmSince < options.StepUpAfter * _caution)
                return 0;
            Active++;
            _steppedUp = _calmSince = now;
            return 1;
        }

        _calmSince = null;
        _tooMuchSince ??= now;
        if (Active == 0 || now - _tooMuchSince < options.StepDownAfter)
            return 0;
        if (now - _steppedUp < options.StepUpAfter)
            _caution = Math.Min(_caution * 2, MostDoublings);
        Active--;
        _tooMuchSince = now;
        return -1;
    }

    private bool TooMuch(LadderLoad load) => load.Lag > options.MaxLag || load.Dropped > 0 || load.Cpu > options.MaxCpu;
}

/// <summary>How an encoder does.</summary>
/// <param name="Lag">How far it is behind its source.</param>
/// <param name="Dropped">Fragments that it did not take since the last look.</param>
/// <param name="Cpu">How busy the host is, 1 being all of its cores.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct LadderLoad(TimeSpan Lag, long Dropped, double Cpu);
