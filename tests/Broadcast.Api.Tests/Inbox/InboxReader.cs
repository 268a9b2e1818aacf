using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Api.Inbox;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Inbox;

/// <summary>A person of the shop, who reads the inbox over HTTP and hears of it on devices.</summary>
internal sealed class InboxReader(ApiHost host, PersonLogin login) : IAsyncDisposable
{
    private readonly string _subject = Guid.NewGuid().ToString("N");
    private readonly List<HubConnection> _devices = [];

    public ViewerId Viewer => Caller.PersonId(PersonLogin.Shop, _subject);

    public string Token => login.OfShop(("sub", JsonValue.Create(_subject)));

    public HttpClient Http => field ??= host.Client(Token);

    /// <summary>A device that is connected, and the positions that it hears; 0 stands for "something may be missing".</summary>
    public async Task<(HubConnection Hub, ConcurrentQueue<long> Heard)> DeviceAsync()
    {
        var hub = await host.ConnectAsync(Token);
        _devices.Add(hub);
        var heard = new ConcurrentQueue<long>();
        hub.On<JsonElement>("Yours", events =>
        {
            if (events.GetArrayLength() == 0)
                heard.Enqueue(0);
            foreach (var item in events.EnumerateArray())
                heard.Enqueue(item.GetProperty("position").GetInt64());
        });
        return (hub, heard);
    }

    public async Task<JsonElement> PageAsync(string query = "") => await Http.GetOkAsync($"/api/v1/my/inbox{query}");

    public static IReadOnlyList<long> Positions(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("position").GetInt64())];

    public async Task<IReadOnlyList<long>> PositionsAsync() => Positions(await PageAsync("?limit=100"));

    /// <summary>Adds entries as a feature does, each with its number as its key.</summary>
    public async Task AddAsync(params int[] numbers)
    {
        await using var database = host.Database();
        await using var transaction = await database.Database.BeginTransactionAsync();
        await host.Services.GetRequiredService<InboxBook>().AddAsync(database, numbers.Select(number => Item(Viewer, number)), CancellationToken.None);
        await transaction.CommitAsync();
    }

    public static NewItem Item(ViewerId viewer, int number) => new(
        viewer, $"test:{number}", new PrizeWon { Question = QuestionId.Parse($"gushi.{number}"), Stage = StageId.Parse("gushi"), Text = "几只鹅？", Rank = 1 });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var device in _devices)
            await device.DisposeAsync();
    }
}
