using Broadcast.Api.Demo.Hand;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Broadcast.Api.Tests.Demo.Hand;

public sealed class HandOverTests
{
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly EventAuthor Anchor = new() { Id = ViewerId.Parse("staff:mei"), Name = "Mei" };

    [Test]
    public async Task A_person_waits_for_what_is_under_way_which_is_cancelled_and_nothing_follows()
    {
        using var over = new HandOver(NullLogger<HandOver>.Instance);
        var (began, ends) = (new TaskCompletionSource<CancellationToken>(), new TaskCompletionSource());
        var act = over.ActAsync(Gushi, cancellation =>
        {
            began.SetResult(cancellation);
            return ends.Task;
        }, CancellationToken.None);
        var asked = await began.Task;

        var taken = over.TakeAsync(Gushi, Anchor, CancellationToken.None);
        await Eventually.TrueAsync(() => asked.IsCancellationRequested, "the act is told to end");
        var early = taken.IsCompleted;
        ends.SetResult();
        await taken;
        var (acted, actsAgain) = (await act, await over.ActAsync(Gushi, _ => throw new InvalidOperationException("after the person"), CancellationToken.None));

        Assert.Multiple(() =>
        {
            Assert.That(early, Is.False);
            Assert.That((acted, actsAgain), Is.EqualTo((true, false)));
            Assert.That(over.IsTaken(Gushi), Is.True);
            Assert.That(over.IsTaken(StageId.Parse("suning")), Is.False);
        });
    }

    [Test]
    public async Task Stages_of_other_festivals_are_nobodys_here()
    {
        using var over = new HandOver(NullLogger<HandOver>.Instance);

        await over.TakeAsync(StageId.Parse("elsewhere"), Anchor, CancellationToken.None);

        Assert.That(over.Asked(StageId.Parse("elsewhere")), Is.Null);
    }
}
