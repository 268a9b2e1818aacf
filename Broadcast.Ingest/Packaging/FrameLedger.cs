using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Remembers when each picture that was fed to FFmpeg was received, until FFmpeg returns it. The feeding loop writes, the packaging loop
/// reads.
/// </summary>
internal sealed class FrameLedger
{
    /// <summary>34 s at 60 frames a second: far more than FFmpeg ever holds.</summary>
    private const int Capacity = 2048;

    private readonly Lock _gate = new();
    private readonly Queue<LedgerFrame> _frames = new();

    /// <param name="time">Milliseconds since the run began.</param>
    /// <param name="received">When the picture came.</param>
    /// <param name="independent">True for an IDR.</param>
    public void Enter(uint time, DateTimeOffset received, bool independent)
    {
        lock (_gate)
        {
            if (_frames.Count == Capacity)
                _frames.Dequeue();
            _frames.Enqueue(new LedgerFrame(time, received, independent));
        }
    }

    /// <summary>
    /// Removes the pictures up to <paramref name="time"/> (milliseconds since the run began). Returns the picture at exactly that time;
    /// null when there is none.
    /// </summary>
    public LedgerFrame? RemoveUpTo(long time)
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
