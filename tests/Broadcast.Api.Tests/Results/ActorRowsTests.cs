using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Catalog;
using Broadcast.Api.Festivals;
using Broadcast.Api.Moderation;
using Broadcast.Api.Prizes;
using Broadcast.Api.Results;
using Broadcast.Api.Rundown;
using Broadcast.Api.Stages;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using MediatR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Results;

/// <summary>The rundown acts through the mediator of a running host, and every row that follows says so.</summary>
public sealed class ActorRowsTests
{
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly Actor Cue = Actor.Rundown(
        FestivalId.Parse("festival"), new SlotFact { Id = SlotId.Parse("slot-3"), Stage = Gushi, Title = "鹅的一小时", Start = 0, Duration = 1 }, "cue-1");

    [Test]
    public async Task What_the_rundown_does_is_kept_with_the_rundown_and_its_cue()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Rooms:Guests", "read,like,chat,answer", "--Rooms:PictureDelay", "00:00:00");
        await host.CreateFestivalAsync();
        await host.Operator.PutAsJsonAsync("/api/v1/products/egg", new { name = "鹅蛋", price = 900, stock = 5 }).OkAsync();
        await Eventually.TrueAsync(() => host.Facts.Stages.Count == 2 && host.Facts.Products.Count == 1, "the rooms know the stages and the product");

        await SendAsync(host, new PinProduct(Cue, Gushi, ProductId.Parse("egg"), "c1"));
        var draft = new QuestionDraft { Text = "几个蛋?", Options = ["一", "二"], Answer = 1, Seconds = 60, Winners = 2, ProductId = ProductId.Parse("egg") };
        var asked = (await SendAsync(host, new OpenQuestion(Cue, Gushi, draft, "c2"))).Value!.Id;
        await using (var hub = await host.ConnectAsync(host.PersonToken("mei")))
        {
            await hub.InvokeAsync<JsonElement>("Join", "gushi", null);
            await hub.InvokeAsync("Answer", asked.Value, 1);
        }

        await SendAsync(host, new CloseQuestion(Cue, asked));
        await SendAsync(host, new RevealQuestion(Cue, asked));
        await SendAsync(host, new UnpinProduct(Cue, Gushi));
        await SendAsync(host, new SetRoomMode(Cue, Gushi.Room, new RoomMode { Chat = ChatModes.Open, SlowSeconds = 5, FollowedMinutes = 0, Review = false }));

        var result = await FirstAsync(host, "results/questions", "results");
        var pin = await FirstAsync(host, "results/pins", "pins");
        var record = await FirstAsync(host, "moderation/records", "records");
        await using var database = host.Database();
        var reservation = await database.PrizeReservations.SingleAsync();
        var mode = await database.StandingModes.SingleAsync();
        var movements = await database.StockMovements.OrderBy(movement => movement.Id).Select(movement => new { movement.By, movement.Why }).ToListAsync();
        Assert.Multiple(() =>
        {
            foreach (var by in (JsonElement[])[result.GetProperty("openedBy"), result.GetProperty("closedBy"), pin.GetProperty("by"), pin.GetProperty("endedBy")])
                Assert.That(by.Deserialize<EventAuthor>(ContractJson.Options), Is.EqualTo(Cue.Author));
            Assert.That(
                (record.GetProperty("by").GetString(), record.GetProperty("byKind").GetString(), record.GetProperty("byWhy").GetString()),
                Is.EqualTo(("rundown:festival", "rundown", "rundown:slot-3/cue-1")));
            Assert.That(reservation.By, Is.EqualTo(Cue.Author));
            Assert.That(movements.Select(movement => $"{movement.By} {movement.Why}"), Is.EqualTo(["staff:test made", "rundown:festival prize", "rundown:festival prize_back"]));
            Assert.That(mode.By, Is.EqualTo(Cue.Author));
        });

        await RowsOfOperatorsAsync(host);
        await OldRowsAsync(host);
    }

    /// <summary>The plan and the keys of stages are the operators': neither a cue nor an anchor's rule may change them.</summary>
    private static async Task RowsOfOperatorsAsync(ApiHost host)
    {
        Assert.That((await SendAsync(host, new RotateKey(Cue, Gushi))).Error?.Code, Is.EqualTo("auth.forbidden"));
        Assert.That((await SendAsync(host, new ReplaceRundown(Cue, FestivalId.Parse("festival"), 0, []))).Error?.Code, Is.EqualTo("auth.forbidden"));
        var plan = await host.Anonymous.GetOkAsync("/api/v1/festivals/festival/rundown");
        var slots = new[] { new { id = "slot-3", stage = "gushi", title = "鹅", start = "2030-01-01T00:00:00Z", duration = 600 } };
        await host.Operator.PutAsJsonAsync("/api/v1/festivals/festival/rundown", new { revision = plan.GetProperty("revision").GetInt64(), slots }).OkAsync();

        await using var database = host.Database();
        var slot = await database.Slots.SingleAsync();
        var stage = await database.Stages.SingleAsync(stage => stage.Id == Gushi);
        Assert.That((slot.By!.Kind, stage.KeyMadeBy!.Kind), Is.EqualTo((ActorKinds.Staff, ActorKinds.Staff)));
    }

    /// <summary>Outcomes and rows of older builds name nobody.</summary>
    private static async Task OldRowsAsync(ApiHost host)
    {
        await host.Services.GetRequiredService<ResultBook>().KeepAsync(
            new PinEnded
            {
                Id = "pin:gushi.old",
                Stage = Gushi,
                At = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds(),
                Pin = PinId.Parse("gushi.old"),
                Product = ProductId.Parse("egg"),
                From = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(),
                Clicks = 0,
            },
            CancellationToken.None);

        var pin = await FirstAsync(host, "results/pins", "pins");
        Assert.That((pin.GetProperty("id").GetString(), pin.GetProperty("by").ValueKind), Is.EqualTo(("gushi.old", JsonValueKind.Null)));
    }

    /// <summary>The newest entry of a list, as soon as there is one.</summary>
    private static async Task<JsonElement> FirstAsync(ApiHost host, string path, string list)
    {
        var first = await Eventually.ValueAsync(
            async () => (await host.Operator.GetOkAsync($"/api/v1/{path}")).GetProperty(list) is var items && items.GetArrayLength() > 0 ? items[0].GetRawText() : null,
            $"{path} has an entry");
        return JsonDocument.Parse(first).RootElement;
    }

    private static async Task<Result<T>> SendAsync<T>(ApiHost host, IRequest<Result<T>> command)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }
}
