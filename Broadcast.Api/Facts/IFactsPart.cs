using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Facts;

namespace Broadcast.Api.Facts;

/// <summary>A feature's part of the facts. Each feature whose entities are <see cref="IPartOfFacts"/> brings one.</summary>
internal interface IFactsPart
{
    /// <summary>
    /// The facts with this part added, read in the transaction that is open on <paramref name="database"/>. Lists are put in order here, ordinally:
    /// databases differ in theirs, and an equal list in another order would be sent to all nodes as a change.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="facts">What other parts have added so far.</param>
    /// <param name="now">The moment for which the facts are to hold.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation);
}
