using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Packaging;

/// <summary>Remembers of each picture given to FFmpeg when it was received, until FFmpeg gives it back. Written by the feeding loop, read by the packaging loop.</summary>
internal sealed class FrameLedger
{
    /// <summary>Half a minute at 60 frames a second: far more than FFmpeg ever holds.</summary>
    private const int Capacity = 2048;

    private readonly Lock _gate = new();
    private readonly Queue<LedgerFrame> _frames = new();

    /// <param name="time">Milliseconds since the run began.</param>
    /// <param name="received">When it came.</param>
    /// <param name="independent">It is an IDR.</param>
    public void Enter(uint time, DateTimeOffset received, bool independent)
    {
        lock (_gate)
        {
            if (_frames.Count == Capacity)
                _frames.Dequeue();
            _frames.Enqueue(new LedgerFrame(time, received, independent));
        }
    }

    /// <summary>The picture at that decode time, to the millisecond; null when it is not known. Earlier ones are forgotten.</summary>
    public LedgerFrame? Take(long time)
    {
        lock (_gate)
        {
            while (_frames.TryPeek(out var frame) && frame.Time <= time)
            {
                _frames.Dequeue();
                if (frame.Time == time)
                    return frame;
            }

            return null;
        }
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct LedgerFrame(uint Time, DateTimeOffset Received, bool Independent);
