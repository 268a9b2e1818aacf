namespace Broadcast.Ingest.Ladder;

/// <summary>
/// Decides when a ladder makes fewer renditions and when it makes more again. Too much load for a while is a step down, calm for a longer
/// while a step up; a step up that had to be taken back makes the next one wait longer. The same measurements give the same steps.
/// </summary>
internal sealed class LadderPressure(LadderOptions options, int rungs)
{
    /// <summary>The longest calm that a step up waits for, in multiples of <see cref="LadderOptions.StepUpAfter"/>.</summary>
    private const int MaxCaution = 16;

    private readonly int _all = rungs;
    private DateTimeOffset? _tooMuchSince;
    private DateTimeOffset? _calmSince;
    private DateTimeOffset? _steppedUp;
    private int _caution = 1;

    /// <summary>How many renditions are made: the cheapest ones.</summary>
    public int Active { get; private set; } = rungs;

    /// <summary>Decides after one more measurement of the load.</summary>
    /// <returns>-1 for a step down, 1 for a step up, 0 for none.</returns>
    public int Decide(DateTimeOffset now, LadderLoad load)
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
            _caution = Math.Min(_caution * 2, MaxCaution);
        Active--;
        _tooMuchSince = now;
        return -1;
    }

    private bool TooMuch(LadderLoad load) => load.Lag > options.MaxLag || load.Dropped > 0 || load.Cpu > options.MaxCpu;
}

/// <summary>One measurement of an encoder's load.</summary>
/// <param name="Lag">How far it is behind its source.</param>
/// <param name="Dropped">Fragments that were dropped since the last measurement.</param>
/// <param name="Cpu">How busy the host is, 1 being all of its cores.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct LadderLoad(TimeSpan Lag, long Dropped, double Cpu);
