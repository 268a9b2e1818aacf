using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Api.Windows;

/// <summary>A kind of windows that the database keeps, such as votes: what its rooms are told.</summary>
internal interface IBookKind
{
    /// <summary>One of <see cref="Chat.Spine.Windows.BookKinds"/>.</summary>
    string Name { get; }

    /// <summary>The event that says what a step has led to; null for a step that nobody is shown.</summary>
    IEventData? EventOf(BookWindow window, BookStep step);
}
