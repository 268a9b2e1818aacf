namespace Broadcast.Ingest.Sources.Health;

/// <summary>Counts bytes and pictures of the last five whole seconds.</summary>
internal sealed class ArrivalMeter(TimeProvider time)
{
    private const int Seconds = 5;
    private readonly Lock _gate = new();
    private readonly long[] _bytes = new long[Seconds + 1];
    private readonly int[] _pictures = new int[Seconds + 1];
    private readonly long _began = time.GetTimestamp();
    private long _second;
    private long _last;

    /// <summary>Time since the last message; null before the first.</summary>
    public TimeSpan? Age => Volatile.Read(ref _last) is > 0 and var last ? time.GetElapsedTime(last) : null;

    /// <summary>Time since the last message; before the first, since the meter began.</summary>
    public TimeSpan Silence => Age ?? time.GetElapsedTime(_began);

    public void Count(int bytes, bool picture)
    {
        lock (_gate)
        {
            Advance();
            _bytes[_second % _bytes.Length] += bytes;
            _pictures[_second % _pictures.Length] += picture ? 1 : 0;
            Volatile.Write(ref _last, time.GetTimestamp());
        }
    }

    /// <summary>Averages in bits and pictures a second; zero during the first second.</summary>
    public (long Bitrate, double FrameRate) Read()
    {
        lock (_gate)
        {
            Advance();
            // The current second is not complete and does not count.
            var whole = Math.Min(Seconds, _second);
            if (whole == 0)
                return (0, 0);

            var bytes = _bytes.Sum() - _bytes[_second % _bytes.Length];
            var pictures = _pictures.Sum() - _pictures[_second % _pictures.Length];
            return (bytes * 8 / whole, (double)pictures / whole);
        }
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_began).TotalSeconds;
        for (var passed = 0; _second < now && passed < _bytes.Length; passed++)
        {
            _second++;
            _bytes[_second % _bytes.Length] = 0;
            _pictures[_second % _pictures.Length] = 0;
        }

        // After a long pause all seconds in the window are empty: skip to the current one.
        _second = Math.Max(_second, now);
    }
}
