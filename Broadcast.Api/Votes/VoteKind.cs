using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Windows;

namespace Broadcast.Api.Votes;

/// <summary>What rooms are told of votes.</summary>
internal sealed class VoteKind : IBookKind
{
    public string Name => BookKinds.Vote;

    public IEventData? EventOf(BookWindow window, BookStep step)
    {
        var (id, stage) = (VoteId.Parse(window.Id), window.StageId);
        var accepts = step.ClosesAt + window.Grace;
        return step.State switch
        {
            WindowLife.Scheduled => Scheduled(window, step),
            WindowLife.Open when step.Pauses == 0 => Opened(window, step),
            WindowLife.Open => new VoteResumed { Id = id, Stage = stage, Pause = step.Pauses, ClosesAt = step.ClosesAt!.Value, AcceptUntil = accepts!.Value },
            WindowLife.Paused => new VotePaused { Id = id, Stage = stage, Pause = step.Pauses },
            WindowLife.Closed => new VoteClosed { Id = id, Stage = stage },
            WindowLife.Settled => new VoteSettled { Id = id, Stage = stage, Counts = window.CountList, Ballots = window.CountList.Sum(), Root = window.Root! },
            WindowLife.Voided => new VoteVoided { Id = id, Stage = stage },
            _ => null,
        };
    }

    private static VoteScheduled Scheduled(BookWindow window, BookStep step)
    {
        var document = VoteDocument.Of(window);
        return new VoteScheduled
        {
            Id = VoteId.Parse(window.Id),
            Stage = window.StageId,
            Title = document.Title,
            Options = document.Options,
            OpensAt = step.OpensAt,
            ClosesAt = step.ClosesAt,
        };
    }

    private static VoteOpened Opened(BookWindow window, BookStep step)
    {
        var document = VoteDocument.Of(window);
        return new VoteOpened
        {
            Id = VoteId.Parse(window.Id),
            Stage = window.StageId,
            Title = document.Title,
            Options = document.Options,
            OpensAt = step.OpensAt!.Value,
            ClosesAt = step.ClosesAt!.Value,
            AcceptUntil = step.ClosesAt.Value + window.Grace,
            Results = document.Results,
            Strength = window.Strength,
        };
    }
}
