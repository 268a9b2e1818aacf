using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Contracts.State;
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
        RelayOrder relay => Obey(relay),
        DropPublisher drop => Drop(drop),
        _ => throw new NotSupportedException($"The order {order.GetType().Name} has no handler."),
    };

    /// <summary>What the relay of an order shows and what comes next, for whom the order was refused; null when it names none.</summary>
    public (RelayState Shown, SlotFact? Next)? ShownBy(PlayoutOrder order) =>
        order is RelayOrder { Channel: var channel } && channels.Relay(channel.Value) is { } relay ? (relay.State, relay.NextSlot) : null;

    private Result<PlayoutReply> Obey(RelayOrder order)
    {
        if (channels.Relay(order.Channel.Value) is not { } relay)
            return channels.Stage(order.Channel.Value) is null ? UnknownErrors.Channel : PlayoutErrors.NotARelay;
        if (order is TakeStage take && channels.Stage(take.Stage.Value) is null)
            return UnknownErrors.Stage;

        var reply = relay.Obey(order);
        // The stage may have left the facts since it was looked for, and the relay was told so before it had it.
        return ChannelRegistry.ForgetGone(relay, facts.Current) ? UnknownErrors.Stage : reply;
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
