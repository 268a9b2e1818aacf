using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Lets the service that keeps windows in the database show them in their stages' rooms.</summary>
internal interface IBookRooms
{
    /// <summary>How much later than the channel's time a viewer may see the picture, and still take part in time.</summary>
    TimeSpan PictureDelay { get; }

    /// <summary>
    /// Appends the steps that the room was not told yet; all of them when the room's log has begun anew, or the database has. So it may be called as
    /// often as one likes, by any process. Returns how many were appended. Throws Redis' exceptions while it is away.
    /// </summary>
    Task<int> TellAsync(ToldWindow window);
}

/// <summary>A window as its room shows it.</summary>
/// <param name="Stage">The stage that it belongs to.</param>
/// <param name="Kind">One of <see cref="Windows.BookKinds"/>.</param>
/// <param name="Id">Unique among the windows of its kind; without blanks.</param>
/// <param name="Book">The life of the database (the facts' epoch): one that was restored tells again.</param>
/// <param name="Steps">What a room that knows nothing of it needs, in order.</param>
internal sealed record ToldWindow(StageId Stage, string Kind, string Id, string Book, IReadOnlyList<ToldStep> Steps);

/// <param name="Revision">The window's revision after the step.</param>
/// <param name="At">When it was taken, Unix milliseconds.</param>
/// <param name="By">Who took it.</param>
/// <param name="Data">The event that says so.</param>
internal sealed record ToldStep(long Revision, long At, EventAuthor By, IEventData Data);
