using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>A stage in the turn of its festival, in which alone it is changed. What is not committed is taken back at the end.</summary>
internal sealed class HeldStage(Stage stage, JoinedTransaction transaction) : IAsyncDisposable
{
    public Stage Stage => stage;

    /// <summary>Null when there is no such stage.</summary>
    public static async Task<HeldStage?> OfAsync(FestivalDb database, StageId id, CancellationToken cancellation)
    {
        // A stage keeps its festival, so this may be read before the turn.
        var festivals = await database.Stages.AsNoTracking().Where(stage => stage.Id == id).Select(stage => stage.FestivalId).ToListAsync(cancellation);
        if (festivals is not [var festival])
            return null;

        var transaction = await database.BeginTurnAsync(Festival.TurnOf(festival), cancellation);
        try
        {
            return new HeldStage(await database.Stages.SingleAsync(stage => stage.Id == id, cancellation), transaction);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
