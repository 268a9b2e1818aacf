using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

internal sealed class RtmpMetricsTests
{
    [Test]
    public async Task Connections_publishers_refusals_and_ends_are_counted()
    {
        await using var host = await RtmpHost.StartAsync();
        var sums = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = Listen(host.Services.GetRequiredService<IMeterFactory>(), sums);

        await using (await RtmpClient.PublishAsync(host, "goodCounted"))
        {
            Assert.That(sums["connections"], Is.EqualTo(1));
            Assert.That(sums["publishers"], Is.EqualTo(1));
        }

        await using (var refused = await RtmpClient.ConnectAsync(host))
        {
            await refused.PublishAsync("bad");
            await refused.LeaveAsync();
        }

        await using (var broken = await RtmpClient.ConnectAsync(host))
        {
            await broken.SendAsync([0xC9]);
            await broken.ClosedAsync();
        }

        await Eventually.TrueAsync(() => sums["connections"] == 0, "the end of every connection");
        Assert.That(sums["publishers"], Is.Zero);
        Assert.That(sums["refusals unknown-key"], Is.EqualTo(1));
        Assert.That(sums["ends malformed"], Is.EqualTo(1));
        Assert.That(sums["ends refused"], Is.EqualTo(1));
        Assert.That(sums["received"], Is.GreaterThan(3 * 3073));
    }

    private static MeterListener Listen(IMeterFactory scope, ConcurrentDictionary<string, long> sums)
    {
        const string prefix = "livefestival.ingest.rtmp.";
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == scope && instrument.Name.StartsWith(prefix, StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name[prefix.Length..] + (tags.Length > 0 ? $" {tags[0].Value}" : "");
            sums.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
    }
}
