using System.Diagnostics.Metrics;

namespace Broadcast.Api.Spine;

/// <summary>The one meter of this service.</summary>
internal sealed class ApiMeter(IMeterFactory factory)
{
    private readonly Meter _meter = factory.Create("LiveFestival.Api");

    public Counter<long> Counter(string name, string description) => _meter.CreateCounter<long>(name, description: description);
}
