using System.Text;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class ReadinessTests
{
    [Test]
    public async Task A_ready_host_has_no_reasons() =>
        Assert.That(await WrittenAsync(("redis", HealthStatus.Healthy, "fine"), ("database", HealthStatus.Healthy, null)), Is.EqualTo("""{"ready":true,"reasons":{}}"""));

    [Test]
    public async Task A_host_that_is_not_ready_names_each_part_that_is_not_and_why() =>
        Assert.That(
            await WrittenAsync(
                ("redis", HealthStatus.Unhealthy, "Redis does not answer."), ("database", HealthStatus.Healthy, null), ("facts", HealthStatus.Unhealthy, null)),
            Is.EqualTo("""{"ready":false,"reasons":{"redis":"Redis does not answer.","facts":"not ready"}}"""));

    private static async Task<string> WrittenAsync(params (string Part, HealthStatus Status, string? Description)[] parts)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        var entries = parts.ToDictionary(part => part.Part, part => new HealthReportEntry(part.Status, part.Description, TimeSpan.Zero, exception: null, data: null), StringComparer.Ordinal);

        await Readiness.WriteAsync(context, new HealthReport(entries, TimeSpan.Zero));

        Assert.That(context.Response.ContentType, Does.StartWith("application/json"));
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
