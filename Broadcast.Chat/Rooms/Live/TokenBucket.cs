namespace Broadcast.Chat.Rooms.Live;

/// <summary>Lets <c>burst</c> calls through at once and <c>perSecond</c> in the long run. A client's calls come one by one, so there is no lock.</summary>
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

    public bool TryTake()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
        _at = now;
        if (_tokens < 1)
            return false;

        _tokens--;
        return true;
    }
}
