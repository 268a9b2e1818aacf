using System.Diagnostics;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>
/// Appends one control event after another through any live node, retries each until it is acknowledged, and remembers when that was.
/// Every other event is an anchor's pin over HTTP.
/// </summary>
internal sealed class Announcements(ChatFestival festival, Func<WebApplication> node)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly string _token = festival.AnchorToken;
    private readonly List<(SlotId Slot, long At, WebApplication By)> _announced = [];

    /// <summary>The acknowledged announcements: slot, time of the call that succeeded (timestamp of <see cref="Stopwatch"/>) and node.</summary>
    public IReadOnlyList<(SlotId Slot, long At, WebApplication By)> Announced => _announced;

    /// <summary>The number of acknowledged pins.</summary>
    public int Pins { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            if (i % 2 == 0)
                await AnnounceAsync();
            else
                await PinAsync(i);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public async Task AnnounceAsync()
    {
        var slot = SlotId.Parse($"s{_announced.Count}");
        await RetryAsync(async chosen =>
        {
            // Redis appends at some moment between here and the answer, which may be noticed late: only a resync before this moment is one
            // from before the event.
            var at = Stopwatch.GetTimestamp();
            await chosen.Services.GetRequiredService<IRoomAnnouncer>().AnnounceAsync(
                ChatFestival.Gushi.Room, new StageOnAir { Stage = ChatFestival.Gushi, Slot = slot }, null, $"say:{slot}", SomeEvent.By, CancellationToken.None);
            _announced.Add((slot, at, chosen));
        });
    }

    private async Task PinAsync(int number) => await RetryAsync(async chosen =>
    {
        using var http = ChatFestival.Http(chosen, _token);
        using var answer = await http.PostAsJsonAsync(
            new Uri("/api/v1/rooms/gushi/pin", UriKind.Relative), new { productId = (number % 4 == 1 ? ChatFestival.Goose : ChatFestival.Mushroom).Value, id = $"p{number}" });
        answer.EnsureSuccessStatusCode();
        Pins++;
    });

    private async Task RetryAsync(Func<WebApplication, Task> append)
    {
        while (true)
        {
            try
            {
                await append(node());
                return;
            }
            catch (Exception exception) when (exception is not AssertionException)
            {
                // Redis or the node is away. The next try has the same id and appends no event twice.
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
