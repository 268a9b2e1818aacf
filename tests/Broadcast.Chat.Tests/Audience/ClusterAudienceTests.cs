using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Audience;

[Parallelizable(ParallelScope.Self)]
public sealed class ClusterAudienceTests
{
    [Test]
    public async Task On_a_Redis_Cluster_a_rooms_audience_and_roster_are_in_its_slot()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var festival = await ChatFestival.StartAsync(
            nodes: 2, settings: [("ConnectionStrings:Redis", cluster.ConnectionString), ("Audience:UniquesEvery", "00:00:00.3"), ("Audience:Lifetime", "00:00:01")]);
        var site = new TokenSubject($"{TokenSubject.SitePrefix}yucun", "余村", [], [], "site-1") { Location = new SiteLocation("浙江省", "安吉县", "余村") };
        foreach (var (room, node) in (IEnumerable<(RoomId, int)>)[(ChatFestival.Gushi.Room, 0), (ChatFestival.Zhanyi.Room, 1), (ChatFestival.Relay, 0)])
        {
            await festival.GuestAsync("ann", room, node);
            await (await festival.UserAsync(festival.Token(site), node)).JoinAsync(room);
        }

        using var staff = festival.Http(festival.OperatorToken);
        async Task<JsonElement> ReadAsync(RoomId room, string view) => await staff.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/rooms/{room}/{view}", UriKind.Relative));
        foreach (var room in (RoomId[])[ChatFestival.Gushi.Room, ChatFestival.Zhanyi.Room, ChatFestival.Relay])
        {
            await Eventually.TrueAsync(
                async () => (await ReadAsync(room, "audience")) is var audience && audience.GetProperty("viewers").GetInt64() == 2
                    && audience.GetProperty("day").GetProperty("unique").GetInt64() == 2 && audience.GetProperty("day").GetProperty("peak").GetInt64() == 2,
                $"{room} counts both");
            await Eventually.TrueAsync(async () => (await ReadAsync(room, "roster")).GetProperty("total").GetInt64() == 1, $"{room} has the site");
        }
    }
}
