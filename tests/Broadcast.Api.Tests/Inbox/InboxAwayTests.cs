using Broadcast.Api.Inbox;
using Broadcast.Api.Tests.Tickets;
using Microsoft.EntityFrameworkCore;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Api.Tests.Inbox;

/// <summary>Inboxes while Redis is away: stored and read all the same, and told when it is back.</summary>
public sealed class InboxAwayTests
{
    [Test]
    public async Task What_is_committed_meanwhile_is_in_the_inbox_and_is_told_later()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var login = await PersonLogin.StartAsync();
        await using var host = await ApiHost.StartOnAsync(redis, ["--Roles", "api,chat", .. login.Settings]);
        await using var mei = new InboxReader(host, login);
        var (_, heard) = await mei.DeviceAsync();
        await mei.AddAsync(1);
        await Eventually.TrueAsync(() => heard.Contains(1), "the device is told");

        await redis.KillAsync();
        await mei.AddAsync(2);
        var read = await mei.PositionsAsync();
        await redis.StartAgainAsync();
        await Eventually.TrueAsync(() => PushedAsync(host, mei), "the nodes are told");

        Assert.That(read, Is.EqualTo([1L, 2]));
        // Either the entry itself, or that the inbox is to be read.
        await Eventually.TrueAsync(() => heard.Skip(1).Any(position => position is 0 or 2), "the device is told");
    }

    private static async Task<bool> PushedAsync(ApiHost host, InboxReader person)
    {
        await using var database = host.Database();
        return await database.InboxItems.AnyAsync(item => item.Viewer == person.Viewer && item.Position == 2 && item.PushedAt != null);
    }
}
