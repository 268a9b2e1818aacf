using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Ingest.Playout.Orders;
using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Playout;

/// <summary>Carries out each kind of order to the playout.</summary>
internal sealed class OrderHandlers(ChannelRegistry channels, FactsReader facts, StageRegistry stages)
{
    /// <summary>Carries the order out, or returns the error that prevents it.</summary>
    /// <exception cref="NotSupportedException">The order is of a kind that this version does not know.</exception>
    public Result<PlayoutReply> Obey(PlayoutOrder order) => order switch
    {
        TakeStage take => TakeStage(take),
        DropPublisher drop => Drop(drop),
        _ => throw new NotSupportedException($"The order {order.GetType().Name} has no handler."),
    };

    /// <summary>Cuts a relay to a stage at its next keyframe.</summary>
    private Result<PlayoutReply> TakeStage(TakeStage take)
    {
        if (channels.Relay(take.Channel.Value) is not { } relay)
            return channels.Stage(take.Channel.Value) is null ? UnknownErrors.Channel : PlayoutErrors.NotARelay;
        return channels.Stage(take.Stage.Value) is null ? UnknownErrors.Stage : relay.TakeStage(take.Stage, take.ExpectedCurrent, take.By);
    }

    /// <summary>Drops the stage's publisher, whose key was rotated: it must connect again with the new key.</summary>
    private Result<PlayoutReply> Drop(DropPublisher drop)
    {
        if (facts.Current.Stage(drop.Stage) is null)
            return UnknownErrors.Stage;

        stages.Withdraw(drop.Stage, drop.OldDigest);
        return new PlayoutReply();
    }
}
