namespace Broadcast.Api.Outbox;

/// <summary>Which messages to list.</summary>
/// <param name="State">Only those of this state, or <c>open</c>: all that is not sent.</param>
/// <param name="Shop">Only those to this shop.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
/// <param name="Limit">Messages per page: 1-100, 30 when left out.</param>
internal sealed record OutboxQuery(string? State, string? Shop, long? Before, int? Limit);

/// <param name="Items">The newest first; of <c>open</c> what was given up, then what waits, the oldest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
/// <param name="Waiting">How many are not sent, to all shops.</param>
/// <param name="Parked">How many were given up.</param>
/// <param name="OldestAt">When the oldest of those that wait was written; null without any.</param>
internal sealed record OutboxPage(IReadOnlyList<OutboxView> Items, long? Next, int Waiting, int Parked, DateTimeOffset? OldestAt);

/// <summary>A message to a shop.</summary>
/// <param name="Id">Rises with each message.</param>
/// <param name="MessageId">Its <c>webhook-id</c>.</param>
/// <param name="Shop">Whom it tells.</param>
/// <param name="Type">What it tells.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="State"><c>waiting</c>, <c>sent</c> or <c>parked</c>.</param>
/// <param name="At">When it was written.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why the last try has failed; null otherwise.</param>
/// <param name="NextAt">From when on it is tried; null when it does not wait.</param>
/// <param name="SentAt">When the shop's server took it over; null before.</param>
/// <param name="Behind">True when it waits behind an earlier message of its subject.</param>
internal sealed record OutboxView(
    long Id, string MessageId, string Shop, string Type, string Subject, string State, DateTimeOffset At, int Attempts, string? LastError, DateTimeOffset? NextAt,
    DateTimeOffset? SentAt, bool Behind);

/// <param name="Messages">How many are sent again.</param>
internal sealed record OutboxAgain(int Messages);
