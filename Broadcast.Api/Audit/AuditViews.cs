using System.Text.Json;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Api.Audit;

/// <summary>Filters of the entries, and the page to list.</summary>
/// <param name="What">Only things of this kind, such as <c>stage</c>.</param>
/// <param name="Id">Only the thing with this id.</param>
/// <param name="Before">The <c>next</c> of the previous page.</param>
/// <param name="Limit">Entries per page: 1-200, 50 when left out.</param>
internal sealed record AuditQuery(string? What, string? Id, long? Before, int? Limit);

/// <param name="Entries">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
internal sealed record AuditPage(IReadOnlyList<AuditEntryView> Entries, long? Next);

/// <summary>A change.</summary>
/// <param name="Entry">Rises with each entry.</param>
/// <param name="At">When.</param>
/// <param name="By">Who: staff, a machine key (<c>machine:…</c>), or a rule of the host.</param>
/// <param name="What">The kind of thing: <c>festival</c>, <c>stage</c>, <c>key</c>, <c>rundown</c>, <c>product</c>, <c>account</c>, <c>site</c>, <c>word</c>, <c>channel</c>; others may come.</param>
/// <param name="Id">The thing's id.</param>
/// <param name="Action"><c>made</c>, <c>changed</c>, <c>retired</c> or <c>restored</c>.</param>
/// <param name="Before">The fields that changed, as they were; null for what is new.</param>
/// <param name="After">The same fields since; null for what is gone.</param>
internal sealed record AuditEntryView(long Entry, DateTimeOffset At, EventAuthor By, string What, string Id, string Action, JsonElement? Before, JsonElement? After)
{
    public static AuditEntryView Of(AuditEntry entry) =>
        new(entry.Id, entry.At, entry.By, entry.What, entry.Thing, entry.Action, Fields(entry.Before), Fields(entry.After));

    private static JsonElement? Fields(string? kept) => kept is null ? null : JsonElement.Parse(kept);
}
