using System.Security.Cryptography;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Windows;
using MediatR;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Quiz;

/// <summary>Asks a question, at once or later. One a stage is open at a time; one that is closed and waits for its reveal does not stand in the way.</summary>
internal sealed record OpenQuestion(Actor By, StageId Stage, QuestionDraft Draft, string? Id) : IRequest<Result<QuestionOpenedReply>>;

internal sealed class OpenQuestionHandler(
    QuestionStore questions, LaterQuestions later, PrizeDesk prizes, FactsReader facts, ShowTime showTime, IOptions<RoomOptions> options, TimeProvider time)
    : IRequestHandler<OpenQuestion, Result<QuestionOpenedReply>>
{
    public async Task<Result<QuestionOpenedReply>> Handle(OpenQuestion request, CancellationToken cancellationToken)
    {
        if (!request.By.MayActFor(request.Stage))
            return AccessErrors.Forbidden;
        var draft = DraftRules.Check(request.Draft);
        if (draft.Failed)
            return draft.Error;
        var prize = draft.Value.ProductId is { } product ? facts.Current.Product(product) : null;
        if (draft.Value.ProductId is not null && prize is null)
            return UnknownErrors.Product;
        var once = Once.Of(request.By.Id, Once.Ask, request.Id);
        if (once.Failed)
            return once.Error;

        if (draft.Value.OpensAt is { } opensAt)
        {
            // A command that is repeated may come when its time is over.
            if (await questions.AskedAsync(request.Stage, once.Value) is { } scheduled)
                return scheduled;
            if (LaterWindow.FaultOf(opensAt, time.GetUtcNow(), options.Value) is { } fault)
                return fault;
        }

        var id = NewId.Question(request.Stage);
        if (prize is null || draft.Value.Winners == 0)
            return await AskAsync(request, id, draft.Value, prize, once.Value);

        if (await questions.AskedAsync(request.Stage, once.Value) is { } before)
            return before;
        var promised = await prizes.PromiseAsync(id, prize.Id, draft.Value.Winners, once.Value, request.By.Author);
        if (promised.Failed)
            return promised.Error;
        var asked = await AskAsync(request, promised.Value, draft.Value, prize, once.Value);
        // The same command may be running a second time, and open this question: the prize goes back only if it can never open.
        if ((asked.Failed || asked.Value.Id != promised.Value) && await questions.RefuseAsync(promised.Value, request.Stage))
            await prizes.GiveBackAsync(promised.Value, request.By.Author);
        return asked;
    }

    private async Task<Result<QuestionOpenedReply>> AskAsync(OpenQuestion request, QuestionId id, QuestionDraft draft, ProductCard? prize, Once once)
    {
        if (draft.OpensAt is not null)
            return await later.ScheduleAsync(id, request.Stage, draft, prize, request.By.Author, once);

        var reply = await OpenAsync(request, id, draft, prize, once);
        if (reply.Offset == 0)
        {
            // The one that is open may be past its time, and the clock has only not come round to it.
            await questions.CloseIfOverAsync(reply.Id, request.Stage);
            reply = await OpenAsync(request, id, draft, prize, once);
        }

        return reply.Offset == 0 ? QuizErrors.Busy : new QuestionOpenedReply { Id = reply.Id, Offset = reply.Offset };
    }

    private async Task<(long Offset, QuestionId Id)> OpenAsync(OpenQuestion request, QuestionId id, QuestionDraft draft, ProductCard? prize, Once once)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var showAt = await showTime.OfAsync(request.Stage);
        var closesAt = showAt + (draft.Seconds * 1000L);
        var opened = new QuestionOpened
        {
            Id = id,
            Stage = request.Stage,
            Text = draft.Text,
            Options = draft.Options,
            ClosesAt = closesAt,
            AcceptUntil = closesAt + (long)options.Value.PictureDelay.TotalMilliseconds,
            Winners = draft.Winners,
            Prize = prize,
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Strength = draft.Strength,
        };
        return await questions.OpenAsync(opened, draft, Convert.ToHexStringLower(seed), showAt, request.By.Author, once);
    }
}
