namespace Broadcast.Chat.Spine.Pace;

/// <summary>
/// Allows <c>burst</c> calls at once and <c>perSecond</c> in the long run; a call may weigh as much as several. Not thread-safe: one call at
/// a time.
/// </summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _at;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        (_perSecond, _burst, _time) = (perSecond, burst, time);
        (_tokens, _at) = (burst, time.GetTimestamp());
    }

    /// <summary>True when a call is allowed now; it then uses <paramref name="weight"/> tokens.</summary>
    public bool TryAcquire(double weight = 1)
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
        _at = now;
        if (_tokens < weight)
            return false;

        _tokens -= weight;
        return true;
    }

    /// <summary>Undoes <see cref="TryAcquire"/>: the call was refused for another reason.</summary>
    public void GiveBack(double weight) => _tokens = Math.Min(_burst, _tokens + weight);
}
