using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>
/// The data of an event in the life of a window: of something that takes one entry of each person for some time, such as a question. The event's
/// type is the window's kind and the step: <c>question.closed</c>.
/// </summary>
public interface IWindowEvent : IEventData
{
    /// <summary>Unique among the windows of its kind.</summary>
    string WindowId { get; }

    /// <summary>The stage that it belongs to.</summary>
    StageId Stage { get; }

    /// <summary>The number of the pause that begins or ends, from 1; 0 for other steps.</summary>
    int PauseNumber => 0;
}
