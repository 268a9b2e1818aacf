using System.Diagnostics;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Chat.Tests.Rooms.Troubles;

/// <summary>
/// Says one control event after the other, each by whatever node lives, until it is acknowledged, and remembers when that was. Every other
/// one is an anchor's pin over HTTP.
/// </summary>
internal sealed class Announcements(ChatFestival festival, Func<WebApplication> node)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly string _token = festival.AnchorToken;
    private readonly List<(SlotId Slot, long At, WebApplication By)> _said = [];

    /// <summary>The announcements that were acknowledged, with a timestamp of the clock and the node that knew of it.</summary>
    public IReadOnlyList<(SlotId Slot, long At, WebApplication By)> Said => _said;

    /// <summary>Pins that were acknowledged.</summary>
    public int Pins { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            if (i % 2 == 0)
                await SayAsync();
            else
                await PinAsync(i);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public async Task SayAsync()
    {
        var slot = SlotId.Parse($"s{_said.Count}");
        await InsistAsync(async chosen =>
        {
            await chosen.Services.GetRequiredService<IRoomAnnouncer>().AnnounceAsync(
                ChatFestival.Gushi.Room, new StageOnAir { Stage = ChatFestival.Gushi, Slot = slot }, null, $"say:{slot}", CancellationToken.None);
            _said.Add((slot, Stopwatch.GetTimestamp(), chosen));
        });
    }

    private async Task PinAsync(int number) => await InsistAsync(async chosen =>
    {
        using var http = ChatFestival.Http(chosen, _token);
        using var answer = await http.PostAsJsonAsync(
            new Uri("/api/v1/rooms/gushi/pin", UriKind.Relative), new { productId = (number % 4 == 1 ? ChatFestival.Goose : ChatFestival.Mushroom).Value, id = $"p{number}" });
        answer.EnsureSuccessStatusCode();
        Pins++;
    });

    private async Task InsistAsync(Func<WebApplication, Task> say)
    {
        while (true)
        {
            try
            {
                await say(node());
                return;
            }
            catch (Exception exception) when (exception is not AssertionException)
            {
                // Redis is away or the node is gone: whether it was said shows when it is said again.
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
