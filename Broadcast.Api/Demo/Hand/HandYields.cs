using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Actors;
using MediatR;

namespace Broadcast.Api.Demo.Hand;

/// <summary>
/// Comes before every command of this process: a person's, for a stage for which they may act, ends the hand there before it is carried out. A
/// question of the hand that would stand in the way of theirs is closed. No feature knows of it.
/// </summary>
internal sealed class HandYields<TRequest, TResponse>(HandOver over, IMediator mediator) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (StageCommand.Of(request) is { By.Kind: ActorKinds.Staff, Stage: { } stage } command && command.By.MayActFor(stage))
        {
            await over.TakeAsync(stage, command.By.Author, cancellationToken);
            if (StageCommand.Asks(request) && over.Asked(stage) is { } asked)
                await mediator.Send(new CloseQuestion(Actor.Rule(Rules.Demo, stage), asked), cancellationToken);
        }

        return await next();
    }
}
