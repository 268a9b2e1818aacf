using System.Net;
using Broadcast.Ingest.Rtmp.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestKit;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>An encoder may connect before the host has read the facts.</summary>
internal sealed class BeforeFactsTests
{
    [Test]
    public async Task A_right_key_waits_for_the_facts_and_the_host_is_not_ready_until_they_come()
    {
        await using var host = await SourcesHost.StartWithoutFactsAsync();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        var before = await health.CheckHealthAsync();
        var gate = host.Services.GetRequiredService<IPublishGate>();
        var waiting = gate.AdmitAsync(new PublishRequest("early", new IPEndPoint(IPAddress.Loopback, 1), ""), CancellationToken.None).AsTask();
        var waited = !waiting.IsCompleted;

        await host.SetKeyAsync("early");
        var admission = await waiting.WaitAsync(Eventually.Patience);

        Assert.Multiple(() =>
        {
            Assert.That(before.Entries["facts"].Status, Is.EqualTo(HealthStatus.Unhealthy));
            Assert.That(waited, Is.True);
            Assert.That(admission.Refusal, Is.Null);
        });
        Assert.That((await health.CheckHealthAsync()).Entries["facts"].Status, Is.EqualTo(HealthStatus.Healthy));
        await admission.Session!.DisposeAsync();
    }

    [Test]
    public async Task A_wait_for_facts_ends_with_its_deadline()
    {
        await using var host = await SourcesHost.StartWithoutFactsAsync();
        using var deadline = new CancellationTokenSource();
        var gate = host.Services.GetRequiredService<IPublishGate>();
        var waiting = gate.AdmitAsync(new PublishRequest("early", new IPEndPoint(IPAddress.Loopback, 1), ""), deadline.Token).AsTask();

        await deadline.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
