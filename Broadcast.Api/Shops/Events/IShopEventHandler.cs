using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Shops.Events;

/// <summary>
/// Carries out one type of message that shops send. A feature registers its own (<see cref="ShopsModule.AddShopEvents"/>). What it changes in
/// the given database is committed together with the fact that the message is done, so it has one effect, however often it comes or is tried.
/// </summary>
internal interface IShopEventHandler
{
    /// <summary>The type on the wire, such as <c>claim.shipped</c>.</summary>
    string Type { get; }

    /// <summary>An error says that the message goes with nothing here: what was changed is taken back, and the message is kept as unmatched.</summary>
    /// <param name="database">With an open transaction.</param>
    /// <param name="told">The message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Result<Done>> HandleAsync(FestivalDb database, ToldByShop told, CancellationToken cancellation);
}

/// <param name="Shop">Who has signed it.</param>
/// <param name="Data">The member <c>data</c>, an object.</param>
internal sealed record ToldByShop(string Shop, JsonElement Data);
