using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Chat.Tests.Spine.Actors;

/// <summary>Acts of any actor on one stage, in any order.</summary>
internal sealed class AnyActs(ChatFestival festival, StageId stage, QuestionDraft draft)
{
    public const int Count = 8;

    private QuestionId _question = QuestionId.Parse($"{ChatFestival.Gushi}.none");
    private PollId _poll = PollId.Parse($"{ChatFestival.Gushi}.none");
    private int _slow;

    /// <summary>How many were not refused.</summary>
    public int Done { get; private set; }

    public async Task ActAsync(Actor actor, int what)
    {
        await using var scope = festival.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var done = what switch
        {
            0 => !(await mediator.Send(new PinProduct(actor, stage, ChatFestival.Goose, null))).Failed,
            1 when await mediator.Send(new OpenQuestion(actor, stage, draft, null)) is { Failed: false } asked => (_question = asked.Value.Id) == asked.Value.Id,
            2 when await mediator.Send(new OpenPoll(actor, stage, new PollDraft { Text = "?", Options = ["a", "b"], Seconds = 10 }, null)) is { Failed: false } opened =>
                (_poll = opened.Value.Id) == opened.Value.Id,
            3 => await DoneAsync(mediator, new UnpinProduct(actor, stage)),
            4 => await DoneAsync(mediator, new CloseQuestion(actor, _question)),
            5 => await DoneAsync(mediator, new RevealQuestion(actor, _question)),
            6 => await DoneAsync(mediator, new ClosePoll(actor, _poll)),
            7 => await DoneAsync(mediator, new SetRoomMode(actor, stage.Room, new RoomMode { Chat = ChatModes.Open, SlowSeconds = _slow ^= 1, FollowedMinutes = 0, Review = false })),
            _ => false,
        };
        Done += done ? 1 : 0;
    }

    private static async Task<bool> DoneAsync(IMediator mediator, IRequest<Result<Done>> command) => !(await mediator.Send(command)).Failed;
}
