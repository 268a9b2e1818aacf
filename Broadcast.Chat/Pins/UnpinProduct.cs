using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using MediatR;

namespace Broadcast.Chat.Pins;

/// <summary>Ends a stage's pin, if there is one.</summary>
internal sealed record UnpinProduct(Actor By, StageId Stage) : IRequest<Result<Done>>;

internal sealed class UnpinProductHandler(PinStore pins, FactsReader facts, ShowTime showTime) : IRequestHandler<UnpinProduct, Result<Done>>
{
    public async Task<Result<Done>> Handle(UnpinProduct request, CancellationToken cancellationToken)
    {
        if (!request.By.MayActFor(request.Stage))
            return AccessErrors.Forbidden;

        // Redis may have lost the pin, and it is not put back yet: it must not come back after it was ended.
        var kept = facts.Current.Pin(request.Stage);
        if (kept is not null)
            await pins.RestoreAsync(kept);
        // Ends only the pin that was read. If another was pinned meanwhile, the next round reads and ends that one.
        while (await pins.CurrentAsync(request.Stage) is { } pin)
        {
            var unpinned = new ProductUnpinned { Pin = pin, Stage = request.Stage };
            if (await pins.UnpinAsync(unpinned, kept, await showTime.OfAsync(request.Stage), request.By.Author) > 0)
                break;
        }

        return new Done();
    }
}
