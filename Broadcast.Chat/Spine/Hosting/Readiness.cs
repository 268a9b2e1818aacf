using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>The answer of <c>/readyz</c>: <c>{ "ready": false, "reasons": { "redis": "…" } }</c>, with 503 when it is not ready.</summary>
internal sealed record Readiness(bool Ready, IReadOnlyDictionary<string, string> Reasons)
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new Readiness(
            report.Status == HealthStatus.Healthy,
            report.Entries
                .Where(entry => entry.Value.Status != HealthStatus.Healthy)
                .ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? "not ready", StringComparer.Ordinal)));
}
