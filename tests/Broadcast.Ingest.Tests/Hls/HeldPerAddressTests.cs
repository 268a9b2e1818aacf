using System.Net;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Ingest.Tests.Hls;

/// <summary>How many requests of one address wait for media.</summary>
internal sealed class HeldPerAddressTests
{
    private static readonly IPAddress Village = IPAddress.Parse("203.0.113.7");

    [Test]
    public async Task An_address_has_a_twentieth_of_the_requests_that_wait_and_others_are_not_affected()
    {
        await using var host = await ChannelsHost.StartAsync(builder => builder.Configuration["Ingest:Hls:MaxHeld"] = "40");
        var held = host.Services.GetRequiredService<HeldRequests>();
        var rendition = host.Channels.Output("festival")!.Rendition(Rendition.Source)!;

        var first = HoldAsync(Village);
        var second = HoldAsync(Village.MapToIPv6());
        var third = HoldAsync(Village);
        var other = HoldAsync(IPAddress.Parse("203.0.113.8"));
        var caches = Enumerable.Range(0, 10).Select(_ => HoldAsync(IPAddress.Loopback)).ToList();

        Assert.Multiple(() =>
        {
            Assert.That((first.IsCompleted, second.IsCompleted, other.IsCompleted), Is.EqualTo((false, false, false)));
            Assert.That(third, Has.Property(nameof(Task.IsCompletedSuccessfully)).True);
            Assert.That(caches.Select(one => one.IsCompleted), Is.All.False);
        });
        Assert.That((await third).Error, Is.EqualTo(HlsErrors.Crowded));

        Task<Result<Listing>> HoldAsync(IPAddress address) => held.UntilAsync(rendition, address, _ => false).AsTask();
    }

    [Test]
    public void With_the_limits_of_the_host_a_village_watches_through_one_address() =>
        Assert.That(new HlsOptions().MaxHeldPerAddress, Is.GreaterThanOrEqualTo(1500), "three requests of each of 500 players");
}
