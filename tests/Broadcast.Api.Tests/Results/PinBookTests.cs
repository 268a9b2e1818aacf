using Broadcast.Api.Results;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Results;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class PinBookTests(Engine engine)
{
    private ApiHost _host = null!;

    private PinBook Pins => _host.Services.GetRequiredService<PinBook>();

    private ResultBook Results => _host.Services.GetRequiredService<ResultBook>();

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task The_pin_in_force_is_the_last_that_has_begun_and_not_ended_in_whatever_order_that_is_delivered([Range(0, 5)] int order)
    {
        var stage = $"order-{order}";
        var deliveries = new List<Func<Task>>
        {
            () => Pins.KeepAsync(Begun(stage, "first", 1_000), CancellationToken.None),
            () => Results.KeepAsync(Ended(stage, "first", 2_000), CancellationToken.None),
            () => Pins.KeepAsync(Begun(stage, "second", 2_000), CancellationToken.None),
        };

        foreach (var left in (int[])[order / 2, order % 2, 0])
        {
            await deliveries[left]();
            await deliveries[left]();
            deliveries.RemoveAt(left);
        }

        Assert.That(await StandingAsync(stage), Is.EqualTo([$"{stage}.second"]));
        await Results.KeepAsync(Ended(stage, "second", 3_000), CancellationToken.None);
        await Pins.KeepAsync(Begun(stage, "second", 2_000), CancellationToken.None);
        Assert.That(await StandingAsync(stage), Is.Empty, "a pin that has ended does not come back");
    }

    private async Task<List<string>> StandingAsync(string stage)
    {
        await using var database = _host.Database();
        return (await database.StandingPins.ToListAsync()).Where(pin => pin.StageId.Value == stage).Select(pin => pin.Pin.Value).ToList();
    }

    private static PinBegun Begun(string stage, string pin, long at) => new()
    {
        Id = $"pin.begun:{stage}.{pin}",
        At = at,
        Stage = StageId.Parse(stage),
        Pin = PinId.Parse($"{stage}.{pin}"),
        Product = new ProductCard { Id = ProductId.Parse("goose"), Name = "鹅", Price = 9900, Currency = "CNY", Url = "/goose" },
    };

    private static PinEnded Ended(string stage, string pin, long at) => new()
    {
        Id = $"pin:{stage}.{pin}",
        At = at,
        Stage = StageId.Parse(stage),
        Pin = PinId.Parse($"{stage}.{pin}"),
        Product = ProductId.Parse("goose"),
        From = at - 1_000,
        Clicks = 0,
    };
}
