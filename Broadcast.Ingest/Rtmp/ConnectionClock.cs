namespace Broadcast.Ingest.Rtmp;

/// <summary>Phase of a connection; each has its own time limit.</summary>
internal enum ConnectionPhase
{
    Handshaking,
    Waiting,
    Publishing,
    Leaving,
}

/// <summary>A connection's deadlines. Its loop writes, the server's sweep reads.</summary>
internal sealed class ConnectionClock(RtmpOptions options, TimeProvider time)
{
    /// <summary>Time for the peer to read why it was refused, before the socket is closed.</summary>
    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(2);

    private long _phaseBegan = time.GetTimestamp();
    private long _received = time.GetTimestamp();
    private long _pinged = time.GetTimestamp();
    private long _flushBegan;
    private volatile ConnectionPhase _phase = ConnectionPhase.Handshaking;

    public ConnectionPhase Phase => _phase;

    public void Enter(ConnectionPhase phase)
    {
        Volatile.Write(ref _phaseBegan, time.GetTimestamp());
        _phase = phase;
    }

    public void Received() => Volatile.Write(ref _received, time.GetTimestamp());

    public void FlushBegins() => Volatile.Write(ref _flushBegan, time.GetTimestamp());

    public void FlushEnded() => Volatile.Write(ref _flushBegan, 0);

    /// <summary>True when the phase has lasted too long, or a publisher has been silent for too long.</summary>
    public bool IsOverdue => Overtime > TimeSpan.Zero;

    /// <summary>
    /// True when the loop has not reacted to <see cref="IsOverdue"/>, or the peer does not read our answers, for
    /// <see cref="RtmpOptions.WriteTimeout"/>: the connection must be aborted.
    /// </summary>
    public bool IsStuck => Overtime > options.WriteTimeout || (Volatile.Read(ref _flushBegan) is not 0 and var began && time.GetElapsedTime(began) > options.WriteTimeout);

    /// <summary>True when a silent peer must be pinged; at most once per ping interval. Only the sweep calls it.</summary>
    public bool CheckPingDue()
    {
        if (_phase is not (ConnectionPhase.Waiting or ConnectionPhase.Publishing)
            || time.GetElapsedTime(Volatile.Read(ref _received)) < options.PingInterval
            || time.GetElapsedTime(_pinged) < options.PingInterval)
            return false;

        _pinged = time.GetTimestamp();
        return true;
    }

    private TimeSpan Overtime
    {
        get
        {
            var phase = _phase;
            var since = Volatile.Read(ref phase == ConnectionPhase.Publishing ? ref _received : ref _phaseBegan);
            return time.GetElapsedTime(since) - phase switch
            {
                ConnectionPhase.Handshaking => options.HandshakeTimeout,
                ConnectionPhase.Waiting => options.PublishTimeout,
                ConnectionPhase.Publishing => options.IdleTimeout,
                _ => LeavingTime,
            };
        }
    }
}
