using System.Net;
using System.Text.Json;
using Broadcast.Api.Claims;
using Broadcast.Api.Results;
using Broadcast.Api.Sealed;
using Broadcast.Api.Tests.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Claims;

/// <summary>What is erased by itself, with a clock that the test sets.</summary>
public sealed class ClaimSweepTests
{
    [Test]
    public async Task An_address_is_erased_some_time_after_the_shipping_and_at_last_in_any_case()
    {
        await using var login = await PersonLogin.StartAsync();
        await using var host = await ApiHost.StartAsync(login.Settings);
        var shipped = (await host.ClaimedAsync(login, "gushi.shipped", "mei")).Id();
        var waiting = (await host.ClaimedAsync(login, "gushi.waiting", "mei")).Id();
        var voided = (await host.ClaimedAsync(login, "gushi.voided", "mei")).Id();
        using var shipper = host.Shipper();
        await shipper.PostAsync($"/api/v1/claims/{shipped}/shipped", new { carrier = "顺丰", tracking = "SF1" }).OkAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var sweep = ActivatorUtilities.CreateInstance<ClaimSweep>(host.Services, time);
        var options = new ClaimOptions();

        time.Advance(options.Kept - TimeSpan.FromMinutes(5));
        await sweep.SweepAsync(CancellationToken.None);
        Assert.That(await ErasedAsync(host), Is.Empty);

        time.Advance(TimeSpan.FromMinutes(10));
        await host.Services.GetRequiredService<ResultBook>().VoidAsync(await host.SettleAsync("gushi.voided", "mei"), CancellationToken.None);
        await sweep.SweepAsync(CancellationToken.None);
        Assert.That(await ErasedAsync(host), Is.EquivalentTo([shipped, voided]));
        await shipper.GetAsync($"/api/v1/claims/{shipped}").RefusedAsync(HttpStatusCode.Conflict, "claim.erased");
        var kept = await shipper.GetOkAsync("/api/v1/claims?state=shipped");
        Assert.That(kept.GetProperty("claims").EnumerateArray().Single().GetProperty("erasedAt").ValueKind, Is.EqualTo(JsonValueKind.String));

        time.Advance(options.Longest);
        await sweep.SweepAsync(CancellationToken.None);
        Assert.That(await ErasedAsync(host), Does.Contain(waiting));
        await using var database = host.Database();
        Assert.That(await database.DataKeys.CountAsync(), Is.Zero);
    }

    private static async Task<List<string>> ErasedAsync(ApiHost host)
    {
        await using var database = host.Database();
        return await database.Claims.AsNoTracking().Where(claim => claim.ErasedAt != null).Select(claim => claim.Id).ToListAsync();
    }
}
