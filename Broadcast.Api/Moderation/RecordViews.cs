using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Moderation;

/// <summary>Filters of the audit trail, and the page to list.</summary>
/// <param name="Room">Only acts in this room.</param>
/// <param name="Viewer">Only acts on this person.</param>
/// <param name="By">Only acts of this moderator.</param>
/// <param name="Action">Only acts of this kind, such as <c>ban</c>.</param>
/// <param name="Before">The <c>next</c> of the previous page.</param>
/// <param name="Limit">Records per page: 1-200, 50 when left out.</param>
internal sealed record RecordQuery(RoomId? Room, ViewerId? Viewer, ViewerId? By, string? Action, string? Before, int? Limit);

/// <param name="Records">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
internal sealed record RecordPage(IReadOnlyList<RecordView> Records, string? Next);

/// <summary>What a moderator did.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="At">When it was done.</param>
/// <param name="Room">The room in which it was done; null for a change of the word list.</param>
/// <param name="Action">The kind of act, such as <c>ban</c>.</param>
/// <param name="By">The moderator's id.</param>
/// <param name="ByName">The moderator's name at that time.</param>
/// <param name="ByKind">Whether it was staff, the rundown or a rule; null in records of older builds, which are of staff.</param>
/// <param name="ByWhy">Why the rundown or a rule did it, such as <c>rundown:slot-3/cue-1</c>; null otherwise.</param>
/// <param name="Viewer">The person to whom it was done; null when there is none.</param>
/// <param name="ViewerName">The person's display name; empty when it is not known.</param>
/// <param name="Text">The message, the mode, or the changes of words.</param>
/// <param name="Reason">As the moderator gave it.</param>
/// <param name="Until">The end of a restriction; null when it has none.</param>
/// <param name="Everywhere">Whether it holds in all rooms.</param>
internal sealed record RecordView(
    string Id, DateTimeOffset At, RoomId? Room, string Action, ViewerId By, string ByName, string? ByKind, string? ByWhy, ViewerId? Viewer, string ViewerName, string Text, string Reason,
    DateTimeOffset? Until, bool Everywhere)
{
    public static RecordView Of(ModerationRecord record) => new(
        record.Id, record.At, record.Room, record.Action, record.ById, record.ByName, record.ByKind, record.ByWhy, record.Viewer, record.ViewerName, record.Text, record.Reason,
        record.Until, record.Everywhere);
}
