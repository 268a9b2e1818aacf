using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Results;

/// <summary>
/// Keeps the pin in force on each stage. A pin's beginning and end may be delivered again and in any order: a pin that has ended does not
/// come back, and of two pins of a stage the later one stands.
/// </summary>
internal sealed class PinBook(IDbContextFactory<FestivalDb> databases)
{
    /// <summary>Name of the turn in which a stage's pins are changed.</summary>
    public static string TurnOf(StageId stage) => $"pins:{stage}";

    public async Task KeepAsync(PinBegun outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync(TurnOf(outcome.Stage), cancellation);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At);
        var standing = await database.StandingPins.SingleOrDefaultAsync(pin => pin.StageId == outcome.Stage, cancellation);
        if (standing?.Since >= at || await database.PinIntervals.AnyAsync(interval => interval.Id == outcome.Pin, cancellation))
            return;

        var document = JsonSerializer.Serialize(Fact(outcome), ContractJson.Options);
        if (standing is null)
            database.Add(new StandingPin { StageId = outcome.Stage, Pin = outcome.Pin, Since = at, Document = document });
        else
            (standing.Pin, standing.Since, standing.Document) = (outcome.Pin, at, document);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Removes a pin that has ended from those in force, with the next save of <paramref name="database"/>.</summary>
    public static async Task EndAsync(FestivalDb database, PinId pin, CancellationToken cancellation) =>
        database.RemoveRange(await database.StandingPins.Where(standing => standing.Pin == pin).ToListAsync(cancellation));

    private static PinFact Fact(PinBegun outcome) => new()
    {
        Stage = outcome.Stage,
        Pin = outcome.Pin,
        Product = outcome.Product,
        ShowAt = outcome.ShowAt,
        By = outcome.By,
        Since = outcome.At,
    };
}
