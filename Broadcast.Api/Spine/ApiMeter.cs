using System.Diagnostics.Metrics;

namespace Broadcast.Api.Spine;

/// <summary>The one meter of this service.</summary>
internal sealed class ApiMeter(IMeterFactory factory)
{
    private readonly Meter _meter = factory.Create("LiveFestival.Api");

    public Counter<long> Counter(string name, string description) => _meter.CreateCounter<long>(name, description: description);

    /// <param name="name">The metric.</param>
    /// <param name="measure">Called when it is read, on any thread.</param>
    /// <param name="description">What is measured.</param>
    public void Gauge(string name, Func<IEnumerable<Measurement<long>>> measure, string description) => _meter.CreateObservableGauge(name, measure, description: description);

    /// <param name="name">The gauge's name.</param>
    /// <param name="description">What it shows.</param>
    /// <param name="value">Asked whenever somebody reads the metrics; must not wait.</param>
    public void Gauge(string name, string description, Func<long> value) => _meter.CreateObservableGauge(name, value, description: description);
}
