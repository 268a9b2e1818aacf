using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Load.Peers;

/// <summary>A room as SignalR's documentation builds one: a group. With SignalR's own Redis backplane when it is given a Redis.</summary>
internal static class SignalRHost
{
    /// <summary>A batch of one second at the highest rates is longer than SignalR's default limit of 32 KB.</summary>
    private const int LargestCall = 512 * 1024;

    public static async Task RunAsync(int port, string? redis)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var signalR = builder.Services.AddSignalR(options => options.MaximumReceiveMessageSize = LargestCall);
        if (redis is not null)
            signalR.AddStackExchangeRedis(redis);

        var app = builder.Build();
        app.MapHub<PlainRoom>("/room", options => options.Transports = HttpTransportType.WebSockets);
        await app.RunAsync();
    }
}

/// <summary>One room, one group.</summary>
internal sealed class PlainRoom : Hub
{
    private const string Group = "room";

    public Task Join() => Groups.AddToGroupAsync(Context.ConnectionId, Group);

    public Task Say(string text) => Clients.Group(Group).SendAsync("Said", text);
}
