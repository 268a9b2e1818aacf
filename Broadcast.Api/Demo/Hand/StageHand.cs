using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using MediatR;

namespace Broadcast.Api.Demo.Hand;

/// <summary>
/// The hand on one stage: pins a product, asks about it, reveals the result, unpins, with the commands of anchors, as the rule
/// <see cref="Rules.Demo"/>. Whatever is refused ends the round. Used by one loop.
/// </summary>
internal sealed class StageHand(DemoStage stage, HandOver over, IServiceScopeFactory scopes, TimeProvider time, int seconds)
{
    private readonly StageId _stage = StageId.Parse(stage.Id);
    private readonly Actor _by = Actor.Rule(Rules.Demo, StageId.Parse(stage.Id));
    private readonly IReadOnlyList<DemoProduct> _products = [.. DemoProgramme.Products.Where(product => product.Stage == stage.Id)];
    private int _round;

    public StageId Stage => _stage;

    /// <summary>One round; ends by a cancellation when a person takes the stage. False when something was refused.</summary>
    public async Task<bool> RoundAsync(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, over.Taken(_stage));
        var product = _products[_round % _products.Count];
        var questions = DemoQuestions.About(product.Id);
        var question = questions[_round / _products.Count % questions.Count];
        var lead = _round++ == 0 ? HandPace.FirstLead : HandPace.Lead;

        var sku = ProductId.Parse(product.Id);
        if ((await ActAsync(new PinProduct(_by, _stage, sku, Id: null), stopping))?.Failed != false)
            return false;
        await Task.Delay(lead, time, either.Token);

        var done = await AskAsync(question, sku, either.Token);
        if (done)
            await Task.Delay(HandPace.Shown, time, either.Token);
        await ActAsync(new UnpinProduct(_by, _stage), stopping);
        return done;
    }

    private async Task<bool> AskAsync(DemoQuestion question, ProductId prize, CancellationToken cancellation)
    {
        await using (var scope = scopes.CreateAsyncScope())
            await ActivatorUtilities.CreateInstance<DemoShelf>(scope.ServiceProvider).FillAsync(prize, cancellation);
        if (await ActAsync(new OpenQuestion(_by, _stage, question.Draft(seconds), Id: null), cancellation, Note) is not { Failed: false } opened)
            return false;

        await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellation);
        return await RevealAsync(opened.Value.Id, cancellation);
    }

    /// <summary>Tries until the question has closed: it takes answers as long as its picture may be late.</summary>
    private async Task<bool> RevealAsync(QuestionId question, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < HandPace.Patience)
        {
            await Task.Delay(HandPace.Glance, time, cancellation);
            if (await ActAsync(new RevealQuestion(_by, question), cancellation, Forget) is not { } revealed)
                return false;
            if (!IsOpen(revealed))
                return !revealed.Failed;
        }

        return false;
    }

    private void Note(Result<QuestionOpenedReply> opened) => over.Ask(_stage, opened.Failed ? null : opened.Value.Id);

    private void Forget(Result<Done> revealed)
    {
        if (!IsOpen(revealed))
            over.Ask(_stage, question: null);
    }

    private static bool IsOpen(Result<Done> revealed) => revealed.Error?.Code == QuizErrors.Open.Code;

    /// <summary>Null when a person has the stage.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="then">What to note of it before a person can take the stage.</param>
    private async Task<Result<TReply>?> ActAsync<TReply>(IRequest<Result<TReply>> command, CancellationToken cancellation, Action<Result<TReply>>? then = null)
    {
        Result<TReply>? reply = null;
        await over.ActAsync(_stage, async either =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var sent = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, either);
            then?.Invoke(sent);
            reply = sent;
        }, cancellation);
        return reply;
    }
}
