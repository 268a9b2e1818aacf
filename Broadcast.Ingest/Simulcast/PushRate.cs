namespace Broadcast.Ingest.Simulcast;

/// <summary>Bits per second of the last seconds. Any thread may call.</summary>
internal sealed class PushRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, int Bytes)> _sent = new();
    private long _began;

    /// <summary>0 until a second has been sent.</summary>
    public long BitsPerSecond
    {
        get
        {
            lock (_gate)
            {
                Forget();
                var lasted = time.GetElapsedTime(_began);
                var over = lasted < Window ? lasted : Window;
                return over < Least ? 0 : (long)(_sent.Sum(sent => 8L * sent.Bytes) / over.TotalSeconds);
            }
        }
    }

    /// <summary>A connection begins.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _sent.Clear();
            _began = time.GetTimestamp();
        }
    }

    public void Add(int bytes)
    {
        lock (_gate)
        {
            _sent.Enqueue((time.GetTimestamp(), bytes));
            Forget();
        }
    }

    private void Forget()
    {
        while (_sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Window)
            _sent.Dequeue();
    }
}
