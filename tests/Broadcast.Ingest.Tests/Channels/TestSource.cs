using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>A source of 25 frames a second with a keyframe every <see cref="Gop"/> frames; the test decides when they arrive.</summary>
internal sealed class TestSource(IFragmentListener listener, string id, DateTimeOffset start)
{
    private readonly TestFragments _fragments = new();
    private MediaRun _run = TestFragments.Run($"{id}-0");
    private DateTimeOffset _next = start;
    private int _frame;
    private int _runs;

    public int Gop { get; init; } = 25;

    /// <summary>How much faster the source's clock runs than the receive clock, in parts per million.</summary>
    public int Fast { get; init; }

    public DateTimeOffset Next => _next;

    public void Send()
    {
        listener.OnFragment(_fragments.Next(_run, _next, TimeSpan.FromMilliseconds(40), _frame++ % Gop == 0));
        _next += TimeSpan.FromMilliseconds(40) * (1 - (Fast / 1e6));
    }

    /// <summary>Continues the same run at another time.</summary>
    public void Skip(DateTimeOffset to) => _next = to;

    public void NewRun(DateTimeOffset at)
    {
        _run = TestFragments.Run($"{id}-{++_runs}");
        _next = at;
        _frame = 0;
    }
}
