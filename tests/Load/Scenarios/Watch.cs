using System.Diagnostics;
using Load.Servers;

namespace Load.Scenarios;

/// <summary>What the processes use during a measurement, up to the last event that was delivered.</summary>
internal sealed class Watch
{
    private readonly IRoomServer _server;
    private readonly IReadOnlyList<int> _swarms;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly (Usage Server, Usage Redis, Usage Swarms) _before;
    private (Usage Server, Usage Redis, Usage Swarms) _now;
    private long _delivered = -1;

    public Watch(IRoomServer server, IReadOnlyList<int> swarms)
    {
        (_server, _swarms) = (server, swarms);
        _before = _now = Measure();
        MemoryAtStart = MostMemory = _before.Server.Memory;
    }

    public long MemoryAtStart { get; }

    public long MostMemory { get; private set; }

    public long MemoryAtEnd => _now.Server.Memory;

    /// <summary>Processor seconds of the server.</summary>
    public double ServerCpu => _now.Server.Cpu - _before.Server.Cpu;

    public double RedisCpu => _now.Redis.Cpu - _before.Redis.Cpu;

    public double SwarmCpu => _now.Swarms.Cpu - _before.Swarms.Cpu;

    /// <summary>The time until the last event.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Measures what the processes have used. The result counts when more events were delivered since the last call.</summary>
    /// <param name="delivered">Events delivered so far.</param>
    public void Sample(long delivered)
    {
        var now = Measure();
        MostMemory = Math.Max(MostMemory, now.Server.Memory);
        if (delivered == _delivered)
            return;

        (_delivered, _now, Took) = (delivered, now, Stopwatch.GetElapsedTime(_started));
    }

    private (Usage Server, Usage Redis, Usage Swarms) Measure() =>
        (Usage.Of(_server.Processes), _server.Redis is { } redis ? Usage.Of(redis) : default, Usage.Of(_swarms));
}
