using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>Questions as windows of their stage's slot. Steps return the <see cref="WindowState"/> that the question is in then.</summary>
internal sealed class QuestionStore(WindowStore windows)
{
    /// <summary>The kind of the windows, and of their outcomes.</summary>
    public const string Kind = "question";

    public static WindowRef Ref(QuestionId id, StageId stage) => new(stage.Room, Kind, id.Value);

    /// <summary>Null when Redis does not have it.</summary>
    public async Task<Question?> ReadAsync(QuestionId id, StageId stage) =>
        await windows.ReadAsync(Ref(id, stage)) is { } window ? Question.Read(window) : null;

    /// <summary>The states of questions of one stage, in order; empty for those that are not there. One call of Redis.</summary>
    public Task<IReadOnlyList<string>> StatesAsync(StageId stage, IEnumerable<QuestionId> ids) => windows.StatesAsync(ids.Select(id => Ref(id, stage)));

    /// <summary>The offset and the question's id; offset 0 and the other's id when one is open.</summary>
    public async Task<(long Offset, QuestionId Id)> OpenAsync(QuestionOpened opened, QuestionDraft draft, string seed, long showAt, EventAuthor by, Once once)
    {
        var (offset, id) = await windows.OpenAsync(New(opened, draft, seed), new NewEvent(opened, showAt, by), opened.ClosesAt, opened.AcceptUntil, once);
        // No id: a question of this id is past opening.
        return (offset, id.Length == 0 ? opened.Id : QuestionId.Parse(id));
    }

    /// <summary>What the command has asked before; null when it has not.</summary>
    public async Task<QuestionOpenedReply?> AskedAsync(StageId stage, Once once) =>
        await windows.OpenedByAsync(stage.Room, once) is { } asked ? new QuestionOpenedReply { Id = QuestionId.Parse(asked.Id), Offset = asked.Offset } : null;

    /// <inheritdoc cref="WindowStore.RefuseAsync"/>
    public Task<bool> RefuseAsync(QuestionId id, StageId stage) => windows.RefuseAsync(Ref(id, stage));

    /// <summary>Stops its time.</summary>
    /// <inheritdoc cref="WindowStore.PauseAsync"/>
    public Task<string> PauseAsync(Question question, long showAt, EventAuthor by) => windows.PauseAsync(
        question.Window, new NewEvent(new QuestionPaused { Id = question.Id, Stage = question.Stage, Pause = question.Window.Pauses + 1 }, showAt, by));

    /// <summary>Lets its time go on.</summary>
    /// <param name="question">Paused when it was read.</param>
    /// <param name="by">How long the pause was, in ms.</param>
    /// <param name="showAt">When the picture shows that it goes on.</param>
    /// <param name="author">Who resumes it.</param>
    /// <inheritdoc cref="WindowStore.ResumeAsync"/>
    public Task<string> ResumeAsync(Question question, long by, long showAt, EventAuthor author)
    {
        var resumed = new QuestionResumed
        {
            Id = question.Id,
            Stage = question.Stage,
            Pause = question.Window.Pauses,
            ClosesAt = question.Window.ClosesAt + by,
            AcceptUntil = question.Window.AcceptUntil + by,
        };
        return windows.ResumeAsync(question.Window, new NewEvent(resumed, showAt, author), resumed.ClosesAt, resumed.AcceptUntil);
    }

    /// <summary>Closes it if its time is over, or at once.</summary>
    public Task<string> CloseAsync(QuestionId id, StageId stage, bool atOnce, EventAuthor by) =>
        windows.CloseAsync(Ref(id, stage), new NewEvent(new QuestionClosed { Id = id, Stage = stage }, ShowAt: null, by), Lost(id, stage), atOnce);

    /// <summary>Closes it if its time is over, when the clock has not come round to it yet.</summary>
    public Task<string> CloseIfOverAsync(QuestionId id, StageId stage) => CloseAsync(id, stage, atOnce: false, Actor.Rule(Rules.WindowEnd, stage).Author);

    /// <summary>Marks its right option.</summary>
    /// <inheritdoc cref="WindowStore.MarkAsync"/>
    public Task<string> MarkAsync(QuestionId id, StageId stage, int option, ViewerId by) => windows.MarkAsync(Ref(id, stage), Question.AnswerField, option, by);

    /// <summary>Voids it, because somebody calls it off.</summary>
    /// <inheritdoc cref="WindowStore.CallOffAsync"/>
    public Task<string> CallOffAsync(QuestionId id, StageId stage, EventAuthor by) =>
        windows.CallOffAsync(Ref(id, stage), new NewEvent(new QuestionVoided { Id = id, Stage = stage }, ShowAt: null, by));

    /// <summary>Voids it, if it has closed and nobody has marked its right option in time.</summary>
    public Task<string> CallOffIfUnmarkedAsync(QuestionId id, StageId stage) =>
        windows.CallOffAsync(Ref(id, stage), new NewEvent(new QuestionVoided { Id = id, Stage = stage }, ShowAt: null, Actor.Rule(Rules.WindowEnd, stage).Author), late: true);

    /// <summary>Takes the committed result of a closed or doubtful question; reveals it if that was asked for before.</summary>
    public Task<string> SealAsync(QuestionId id, StageId stage, CommittedQuestion result, long showAt, Lease lease)
    {
        var revealed = new QuestionRevealed
        {
            Id = id,
            Stage = stage,
            Answer = result.Answer,
            Counts = result.Counts,
            Winners = result.Winners,
            Seed = result.Seed,
        };
        return windows.SealAsync(
            Ref(id, stage), result.Winners, new NewEvent(revealed, showAt, Actor.Rule(Rules.WindowWanted, stage).Author), atOnce: false, counted: null, lease,
            [new(Question.AnswerField, result.Answer), new("seed", result.Seed), .. result.Counts.Select((count, i) => new HashEntry($"c{i}", count))]);
    }

    /// <summary>Reveals a question whose winners are committed; of one that has none yet, remembers that it is wanted.</summary>
    public Task<string> RevealAsync(Question question, long showAt, EventAuthor by) =>
        windows.SettleAsync(question.Window.Ref, question.Window.State == WindowState.Sealed ? new NewEvent(question.Reveal(), showAt, by) : null, by);

    /// <summary>Voids a question without a result, after the database has it as voided.</summary>
    public Task<string> VoidAsync(QuestionId id, StageId stage, Lease lease) => windows.VoidAsync(Ref(id, stage), Voided(id, stage), lease: lease);

    /// <summary>That it is closed, because a part of it may be lost.</summary>
    public static NewEvent Lost(QuestionId id, StageId stage) => new(new QuestionClosed { Id = id, Stage = stage }, ShowAt: null, Actor.Rule(Rules.WindowLost, stage).Author);

    /// <summary>That it is voided, because a part of it is lost.</summary>
    public static NewEvent Voided(QuestionId id, StageId stage) => new(new QuestionVoided { Id = id, Stage = stage }, ShowAt: null, Actor.Rule(Rules.WindowLost, stage).Author);

    public static NewWindow New(QuestionOpened opened, QuestionDraft draft, string seed) =>
        new(Ref(opened.Id, opened.Stage), opened.Options.Count, Kept: true, Question.Fields(opened, draft, seed));
}
