using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Moderation;
using Broadcast.Api.Stages;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Hosting;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Demo;

/// <summary>Puts the demo festival into the database before the services start, if it is not there, and makes new stream keys.</summary>
internal sealed class DemoStart(IServiceScopeFactory scopes, DemoRundownKeeper rundown, DemoSecrets secrets, DemoDoors doors, TimeProvider time) : EarlyStart
{
    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        // This start replaces the keys in an earlier start's file. When the file appears again, the demo has started.
        doors.Close();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FestivalDb>();
        await MakeFestivalAsync(database, scope.ServiceProvider.GetRequiredService<StockBook>(), cancellationToken);

        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var keys = new Dictionary<string, StreamKey>(StringComparer.Ordinal);
        foreach (var stage in DemoProgramme.Stages)
            if (await mediator.Send(new RotateKey(Actor.Rule(Rules.Demo), StageId.Parse(stage.Id)), cancellationToken) is { Failed: false } rotated)
                keys[stage.Id] = rotated.Value.Key;
        secrets.StreamKeys = keys;
        await rundown.ExtendAsync(cancellationToken);
    }

    public override Task StartedAsync(CancellationToken cancellationToken) => doors.OpenAsync(cancellationToken);

    private async Task MakeFestivalAsync(FestivalDb database, StockBook stocks, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync("demo", cancellation);
        if (await database.Festivals.AnyAsync(festival => festival.Id == DemoProgramme.Id, cancellation))
            return;
        foreach (var id in DemoProgramme.Stages.Select(stage => stage.Id).Prepend(DemoProgramme.Id.Value))
            if (!await database.ClaimChannelAsync(id, cancellation))
                throw new StartFailure($"The database has another channel with the demo's id '{id}'. Start with --Demo false, or choose another --DataDirectory.");

        database.Add(DemoProgramme.Festival());
        database.AddRange(DemoProgramme.Chapters());
        database.AddRange(DemoProgramme.Stages.Select((stage, i) => new Stage
        {
            Id = StageId.Parse(stage.Id),
            FestivalId = DemoProgramme.Id,
            Order = i,
            Name = stage.Name,
            NameEn = stage.NameEn,
            Place = stage.Place,
            PlaceEn = stage.PlaceEn,
            Shown = stage.Shown,
            ShownEn = stage.ShownEn,
            KeyDigest = StreamKey.Make().Digest,
            KeyMadeAt = time.GetUtcNow(),
        }));
        var known = await database.Products.Select(product => product.Id).ToListAsync(cancellation);
        foreach (var product in DemoProgramme.Products.Select(DemoProgramme.Article).Where(product => !known.Contains(product.Id)))
        {
            database.Add(product);
            stocks.Note(product.Id, product.Stock, product.Stock, "demo", StockReasons.Made);
        }

        if (!await database.ModeratedWords.AnyAsync(cancellation))
            database.AddRange(DemoProgramme.Words.Select(word => word.Read("Demo", time.GetUtcNow()).Value!));
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
