using Microsoft.AspNetCore.SignalR.Client;
using TestKit;
using TestKit.Hosts;

namespace LiveFestival.Tests.Rooms;

[Parallelizable(ParallelScope.Self)]
public sealed class NodeEndsTests
{
    [Test]
    public async Task A_node_that_is_asked_to_end_asks_its_clients_to_reconnect_first()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        await using var viewer = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Http, $"/hubs/room?access_token={host.Demo.AnchorToken}"), options =>
            {
                options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
            })
            .Build();
        var told = new TaskCompletionSource<int>();
        viewer.On<int>("Reconnect", told.SetResult);
        await viewer.StartAsync();

        var stop = host.Process.StopAsync();
        var delay = await told.Task.WaitAsync(Eventually.Patience);
        var connected = viewer.State;
        await viewer.StopAsync();
        await stop.WaitAsync(Eventually.Patience);

        Assert.That(delay, Is.InRange(0, 1000));
        Assert.That(connected, Is.EqualTo(HubConnectionState.Connected), "the client was asked to reconnect, not cut off");
        Assert.That(host.Process.ExitCode, Is.Zero);
    }
}
