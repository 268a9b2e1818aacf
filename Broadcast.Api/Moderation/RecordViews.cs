using System.Globalization;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Api.Moderation;

/// <summary>What of the audit trail is asked for.</summary>
/// <param name="Room">Done in this room.</param>
/// <param name="Viewer">Done to this person.</param>
/// <param name="By">Done by this one of the staff.</param>
/// <param name="Action">Of this kind.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
/// <param name="Limit">Records a page: 1-200, 50 when left out.</param>
internal sealed record RecordQuery(RoomId? Room, ViewerId? Viewer, ViewerId? By, string? Action, string? Before, int? Limit);

/// <param name="Records">The newest first.</param>
/// <param name="Next">What to ask for as <c>before</c>; null on the last page.</param>
internal sealed record RecordPage(IReadOnlyList<RecordView> Records, string? Next);

/// <summary>What a moderator did.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="Room">Where; null for a change of the word lists.</param>
/// <param name="Action">A name of the acts, such as <c>ban</c>.</param>
/// <param name="By">Who.</param>
/// <param name="ByName">Their name then.</param>
/// <param name="Viewer">To whom; null when it was done to nobody.</param>
/// <param name="ViewerName">As they called themselves; empty when that is not known.</param>
/// <param name="Text">The message, the mode, or the changes of words.</param>
/// <param name="Reason">As the moderator gave it.</param>
/// <param name="Until">The end of a restriction; null when it has none.</param>
/// <param name="Everywhere">Whether it holds in all rooms.</param>
internal sealed record RecordView(
    string Id, DateTimeOffset At, RoomId? Room, string Action, ViewerId By, string ByName, ViewerId? Viewer, string ViewerName, string Text, string Reason,
    DateTimeOffset? Until, bool Everywhere)
{
    public static RecordView Of(ModerationRecord record) => new(
        record.Id, record.At, record.Room, record.Action, record.ById, record.ByName, record.Viewer, record.ViewerName, record.Text, record.Reason,
        record.Until, record.Everywhere);
}

/// <summary>A place in the trail: that of a record, as <c>milliseconds.id</c>. Opaque to callers.</summary>
internal sealed record RecordPlace(DateTimeOffset At, string Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}.{Id}");

    public static RecordPlace? Read(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new RecordPlace(DateTimeOffset.FromUnixTimeMilliseconds(at), text[(dot + 1)..])
            : null;
    }
}

internal static class RecordErrors
{
    public static readonly Error Action = new("moderation.action", $"'action' is one of {string.Join(", ", ModerationActions.All)}.", ErrorKind.Invalid);

    public static readonly Error Before = new("moderation.before", "'before' is the 'next' of another page.", ErrorKind.Invalid);
}
