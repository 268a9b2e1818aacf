namespace Broadcast.Api.Shops.Events;

/// <summary>Which messages to list.</summary>
/// <param name="State">Only those of this state, or <c>open</c>: all that is not done.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
/// <param name="Limit">Messages per page: 1-100, 30 when left out.</param>
internal sealed record ShopEventQuery(string? State, long? Before, int? Limit);

/// <param name="Items">The newest first; of <c>open</c> what was given up, then the rest, the oldest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
/// <param name="Open">How many are not done, of all shops.</param>
internal sealed record ShopEventPage(IReadOnlyList<ShopEventView> Items, long? Next, int Open);

/// <summary>A message that a shop has sent, without its content.</summary>
/// <param name="Id">Rises with each message.</param>
/// <param name="Shop">Who has sent it.</param>
/// <param name="MessageId">Its <c>webhook-id</c>.</param>
/// <param name="Type">What it tells.</param>
/// <param name="State"><c>waiting</c>, <c>done</c>, <c>unmatched</c> or <c>parked</c>.</param>
/// <param name="At">When it came.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why it was not carried out: a code, or the name of a fault; null otherwise.</param>
/// <param name="NextAt">From when on it is tried; null when it does not wait.</param>
/// <param name="DoneAt">When it was settled; null before.</param>
internal sealed record ShopEventView(
    long Id, string Shop, string MessageId, string Type, string State, DateTimeOffset At, int Attempts, string? Reason, DateTimeOffset? NextAt, DateTimeOffset? DoneAt);
