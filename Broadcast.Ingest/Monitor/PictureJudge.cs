namespace Broadcast.Ingest.Monitor;

/// <summary>
/// Judges small gray pictures: how black the newest is, and since when nothing has changed. Deterministic: the same pictures give the same
/// judgement. One caller.
/// </summary>
internal sealed class PictureJudge
{
    /// <summary>Luma up to this is black: 16 by the standard, plus the noise of a covered lens.</summary>
    private const int Dark = 32;

    /// <summary>A cell that differs by more than this has changed; a keyframe that is encoded again differs by less.</summary>
    private const int Change = 3;

    /// <summary>A picture has changed when at least this many cells have; one alone may be a ringing edge.</summary>
    private const int ChangedCells = 2;

    private byte[]? _reference;
    private TimeSpan _changed;
    private TimeSpan _newest;

    /// <summary>Share of the newest picture that is black, 0-1; null before the first.</summary>
    public double? Blackness { get; private set; }

    /// <summary>How long the picture has stood still at the newest one; null before the second.</summary>
    public TimeSpan? Still { get; private set; }

    /// <param name="luma">One byte a cell; the same number for every picture.</param>
    /// <param name="at">Time of the picture on a clock that does not go back.</param>
    public void Accept(ReadOnlySpan<byte> luma, TimeSpan at)
    {
        var black = 0;
        foreach (var cell in luma)
            black += cell <= Dark ? 1 : 0;
        Blackness = (double)black / luma.Length;

        _newest = at;
        if (_reference is null || Differs(luma, _reference))
        {
            // The reference is the first picture that stood still, so that a slow pan adds up to a change.
            Still = _reference is null ? null : TimeSpan.Zero;
            _reference = luma.ToArray();
            _changed = at;
        }
        else
        {
            Still = _newest - _changed;
        }
    }

    /// <summary>Forgets all pictures, because some were missing: the next one is not compared with them.</summary>
    public void Forget()
    {
        _reference = null;
        Blackness = null;
        Still = null;
    }

    private static bool Differs(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var changed = 0;
        for (var i = 0; i < one.Length && changed < ChangedCells; i++)
            changed += Math.Abs(one[i] - other[i]) > Change ? 1 : 0;
        return changed >= ChangedCells;
    }
}
