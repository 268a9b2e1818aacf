using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Windows;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>Tells rooms of each step, so that they can be counted. What an event says is not judged here.</summary>
internal sealed class SaidKind : IBookKind
{
    public string Name => BookKinds.Vote;

    public IEventData EventOf(BookWindow window, BookStep step) => new VoteClosed { Id = VoteId.Parse(window.Id), Stage = window.StageId };
}
