using System.Security.Cryptography;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Questions that are asked later. Text, answer and seed are fixed when one is scheduled, and kept in its window; what the picture decides is
/// decided when it opens. Steps return the <see cref="WindowState"/> that the question is in then.
/// </summary>
internal sealed class LaterQuestions(
    QuestionStore questions, WindowStore windows, PrizeDesk prizes, FactsReader facts, ShowTime showTime, IOptions<RoomOptions> options, TimeProvider time)
{
    /// <summary>Schedules a question whose prize is promised.</summary>
    /// <returns>Errors: <c>schedule.full</c>.</returns>
    public async Task<Result<QuestionOpenedReply>> ScheduleAsync(QuestionId id, StageId stage, QuestionDraft draft, ProductCard? prize, EventAuthor by, Once once)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var later = new LaterWindow(draft.Seconds, by);
        var unopened = new QuestionOpened
        {
            Id = id,
            Stage = stage,
            Text = draft.Text,
            Options = draft.Options,
            ClosesAt = 0,
            AcceptUntil = 0,
            Winners = draft.Winners,
            Prize = prize,
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Strength = draft.Strength,
        };
        var scheduled = new QuestionScheduled { Id = id, Stage = stage, OpensAt = draft.OpensAt!.Value, Winners = draft.Winners, Prize = prize, Strength = draft.Strength };
        var window = QuestionStore.New(unopened, draft, Convert.ToHexStringLower(seed));
        var (isScheduled, known, offset) = await windows.ScheduleAsync(
            window with { Own = [.. window.Own, .. later.Fields, Question.CardField(prize)] },
            scheduled.OpensAt, asks: false, once, new NewEvent(scheduled, ShowAt: null, by), LaterWindow.Most);
        return isScheduled ? new QuestionOpenedReply { Id = QuestionId.Parse(known), Offset = offset } : ScheduleErrors.Full;
    }

    /// <summary>Takes the step of a scheduled question that is due: it opens, as soon as no other is open, or is cancelled when it is too late for it.</summary>
    /// <returns>False for one that is not scheduled: its step is another one.</returns>
    public async Task<bool> StepAsync(QuestionId id, StageId stage)
    {
        if (await questions.ReadAsync(id, stage) is not { Window.State: WindowState.Scheduled } question)
            return false;

        if (LaterWindow.IsMissed(question.Window, time.GetUtcNow(), options.Value))
            await CancelAsync(question, CancelReasons.Missed, Actor.Rule(Rules.WindowMissed, stage).Author);
        else
            await OpenAsync(question, LaterWindow.Of(question.Window).Opener);
        return true;
    }

    /// <summary>Opens a scheduled question; it stays scheduled when another one is open.</summary>
    public async Task<string> OpenAsync(Question question, EventAuthor by)
    {
        var showAt = await showTime.OfAsync(question.Stage);
        var closesAt = showAt + (LaterWindow.Of(question.Window).Seconds * 1000L);
        var opened = new QuestionOpened
        {
            Id = question.Id,
            Stage = question.Stage,
            Text = question.Text,
            Options = question.Options,
            ClosesAt = closesAt,
            AcceptUntil = closesAt + (long)options.Value.PictureDelay.TotalMilliseconds,
            Winners = question.Winners,
            // The catalogue may have lost the product meanwhile, and the prize is promised.
            Prize = question.Prize is { } product ? facts.Current.Product(product) ?? question.Card : null,
            Commitment = question.Commitment,
            Strength = question.Strength.Word(),
        };
        var window = new NewWindow(question.Window.Ref, question.Options.Count, Kept: true, []);
        var (offset, other) = await windows.OpenAsync(window, new NewEvent(opened, showAt, by), opened.ClosesAt, opened.AcceptUntil);
        return offset > 0 ? WindowState.Open
            : other.Length > 0 ? WindowState.Scheduled
            : (await questions.ReadAsync(question.Id, question.Stage))?.Window.State ?? WindowState.Unknown;
    }

    /// <summary>
    /// Voids a question that Redis has as scheduled, though it was seen open: its answers are lost. Its prize stays, because the database may have
    /// its result; if it has none, the book of prizes finds it.
    /// </summary>
    public Task<string> VoidLostAsync(Question question) => windows.CancelAsync(question.Window.Ref, QuestionStore.Voided(question.Id, question.Stage));

    /// <summary>Cancels a scheduled question, and gives its prize back. What is not given back now, the book of prizes finds later.</summary>
    public async Task<string> CancelAsync(Question question, string reason, EventAuthor by)
    {
        var cancelled = new QuestionCancelled { Id = question.Id, Stage = question.Stage, Reason = reason };
        var state = await windows.CancelAsync(question.Window.Ref, new NewEvent(cancelled, ShowAt: null, by));
        if (state == WindowState.Voided && !question.Window.HasOpened && question is { Prize: not null, Winners: > 0 })
            await prizes.GiveBackAsync(question.Id, by);
        return state;
    }
}
