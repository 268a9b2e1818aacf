using System.Net;
using System.Net.WebSockets;
using TestKit;
using TestKit.Hosts;

namespace Broadcast.Chat.Tests.Admission;

/// <summary>Viewers of one address without a proxy in between, whose connections are counted below HTTP too.</summary>
public sealed class DirectViewersTests
{
    private static readonly IPAddress Village = IPAddress.Parse("203.0.113.7");

    [Test]
    public async Task Beyond_the_hubs_limit_they_are_told_so_and_their_media_still_pass()
    {
        await using var festival = await ChatFestival.StartForAsync(Village, ("Admission:MostPerAddress", "2"));
        using var counted = new CounterSums(festival.Services);
        using var first = await ConnectAsync(festival);
        using var second = await ConnectAsync(festival);

        // Each on a connection of its own, as a browser has up to six for media beside its WebSocket.
        using var refused = await KnockAsync(festival);
        var media = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            media.Add(await ReadAsync(festival));

        Assert.That((int)refused.StatusCode, Is.EqualTo(429));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("\"hub.crowded\""));
        Assert.That(media, Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(counted["livefestival.chat.admission.refused hub.crowded"], Is.EqualTo(1));
    }

    [Test]
    public async Task Beyond_what_viewers_need_their_connections_are_closed_and_the_log_says_so()
    {
        await using var festival = await ChatFestival.StartForAsync(Village, ("Admission:MostPerAddress", "1"));
        var lines = new List<HttpClient>();
        for (var i = 0; i < 7; i++)
            await ReadAsync(festival, lines);

        Assert.That(async () => await ReadAsync(festival), Throws.InstanceOf<HttpRequestException>());
        Assert.That(festival.Log.Lines.Count(line => line.Text == $"TCP: {Village} was refused: hub.crowded"), Is.EqualTo(1));
        lines.ForEach(line => line.Dispose());
        await Eventually.TrueAsync(async () => await TryReadAsync(festival), "who has left makes room");
    }

    private static async Task<ClientWebSocket> ConnectAsync(ChatFestival festival)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws{festival.Address().AbsoluteUri[4..]}hubs/room?access_token={festival.GuestToken("ann")}"), CancellationToken.None);
        return socket;
    }

    private static async Task<HttpResponseMessage> KnockAsync(ChatFestival festival)
    {
        using var http = festival.Http(festival.GuestToken("bob"));
        return await http.PostAsync("/hubs/room/negotiate?negotiateVersion=1", content: null);
    }

    /// <summary>Reads over a new connection, which stays open when it is kept.</summary>
    private static async Task<HttpStatusCode> ReadAsync(ChatFestival festival, List<HttpClient>? kept = null)
    {
        var http = festival.Http();
        kept?.Add(http);
        using var answer = await http.GetAsync($"/api/v1/rooms/{ChatFestival.Gushi}");
        if (kept is null)
            http.Dispose();
        return answer.StatusCode;
    }

    private static async Task<bool> TryReadAsync(ChatFestival festival)
    {
        try
        {
            return await ReadAsync(festival) == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
