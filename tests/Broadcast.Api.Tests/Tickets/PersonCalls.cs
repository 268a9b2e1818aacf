using System.Net;
using System.Text.Json;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>Shows a token at both doors of the host: the HTTP API and the rooms' hub.</summary>
internal static class PersonCalls
{
    /// <summary>Asserts that the token is good: sign-out needs a good token first, and then a staff session.</summary>
    public static async Task KnowsAsync(this ApiHost host, string token)
    {
        using var client = host.Client(token);
        await client.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.BadRequest, "account.no_session");
        await using var hub = await host.ConnectAsync(token);
        await hub.InvokeAsync<JsonElement>("Join", "gushi", null);
    }

    /// <summary>Asserts that both doors refuse the token as no token at all.</summary>
    public static async Task RefusesAsync(this ApiHost host, string token)
    {
        using var client = host.Client(token);
        await client.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.Unauthorized, AccessErrors.Required.Code);
        var refused = await Assert.CatchAsync<Exception>(async () => await (await host.ConnectAsync(token)).DisposeAsync());
        Assert.That(refused!.Message, Does.Contain("401"));
    }

    public static async Task<HubConnection> ConnectAsync(this ApiHost host, string token)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Http, "/hubs/room"), HttpTransportType.WebSockets, options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
                options.SkipNegotiation = true;
            })
            .Build();
        await hub.StartAsync();
        return hub;
    }
}
