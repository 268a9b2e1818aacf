using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using MediatR;

namespace Broadcast.Chat.Pins;

/// <summary>Shows a product of the catalogue on a stage.</summary>
internal sealed record PinProduct(Actor By, StageId Stage, ProductId Product, string? Id) : IRequest<Result<Appended>>;

internal sealed class PinProductHandler(PinStore pins, FactsReader facts, ShowTime showTime) : IRequestHandler<PinProduct, Result<Appended>>
{
    public async Task<Result<Appended>> Handle(PinProduct request, CancellationToken cancellationToken)
    {
        if (!request.By.MayActFor(request.Stage))
            return AccessErrors.Forbidden;
        if (facts.Current.Product(request.Product) is not { } product)
            return UnknownErrors.Product;
        var once = Once.Of(request.By.Id, Once.Pin, request.Id);
        if (once.Failed)
            return once.Error;

        var pinned = new ProductPinned { Pin = NewId.Pin(request.Stage), Stage = request.Stage, Product = product };
        var offset = await pins.PinAsync(pinned, facts.Current.Pin(request.Stage), await showTime.OfAsync(request.Stage), request.By.Author, once.Value);
        return new Appended { Offset = offset };
    }
}
