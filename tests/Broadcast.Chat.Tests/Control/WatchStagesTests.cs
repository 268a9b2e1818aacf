using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Control;

[Parallelizable(ParallelScope.Self)]
public sealed class WatchStagesTests
{
    [Test]
    public async Task An_operator_hears_of_every_stage_at_first_and_then_of_changes_alone()
    {
        await using var festival = await ChatFestival.StartAsync();
        await festival.State.PublishAsync(Report(ChatFestival.Gushi, 2_500_000));
        var user = await festival.UserAsync(festival.OperatorToken);
        var heard = await WatchAsync(user);

        await Eventually.TrueAsync(() => !heard.IsEmpty, "the first frame comes");
        Assert.That(heard.TryDequeue(out var first));
        Assert.That(first!.Stages.Select(stage => (stage.Stage, stage.Known)), Is.EquivalentTo([(ChatFestival.Gushi, true), (ChatFestival.Zhanyi, false)]));

        var alarm = new StageAlarm { Code = "picture.black", Severity = AlarmSeverity.Critical, Since = 1, Value = 1, Threshold = 0.98, Text = "The picture is black." };
        await Eventually.TrueAsync(
            async () =>
            {
                // Publishes the unchanged report again, as Ingest does before it expires.
                await festival.State.PublishAsync(Report(ChatFestival.Gushi, 2_500_000));
                await festival.State.PublishAsync(Report(ChatFestival.Zhanyi, 1_000_000) with { Alarms = [alarm] });
                return !heard.IsEmpty;
            },
            "the change is sent");

        Assert.That(heard.TryDequeue(out var second));
        Assert.That(second!.Stages.Select(stage => stage.Stage), Is.EqualTo([ChatFestival.Zhanyi]), "only the stage that changed is sent");
        Assert.That(second.Stages[0].Alarms, Is.EqualTo([alarm]));
    }

    [Test]
    public async Task A_report_that_cannot_be_read_counts_as_none_and_the_others_are_sent()
    {
        await using var festival = await ChatFestival.StartAsync();
        await festival.Services.GetRequiredService<RedisLink>().Database.StringSetAsync(festival.Keys.StageReport(ChatFestival.Zhanyi), "{\"stage\":[]}");
        var user = await festival.UserAsync(festival.OperatorToken);
        // A report expires after five seconds.
        await festival.State.PublishAsync(Report(ChatFestival.Gushi, 2_500_000));
        var heard = await WatchAsync(user);

        await Eventually.TrueAsync(() => !heard.IsEmpty, "the first frame comes");
        Assert.That(
            heard.First().Stages.Select(stage => (stage.Stage, stage.Known)), Is.EquivalentTo([(ChatFestival.Gushi, true), (ChatFestival.Zhanyi, false)]));
    }

    [Test]
    public async Task An_anchor_hears_of_their_own_stage_alone()
    {
        await using var festival = await ChatFestival.StartAsync();
        var user = await festival.UserAsync(festival.Token(new TokenSubject("staff:a", "A", [Roles.Anchor], ["gushi"], "a")));
        var heard = await WatchAsync(user);

        await Eventually.TrueAsync(() => !heard.IsEmpty, "the first frame comes");
        Assert.That(heard.Single().Stages.Select(stage => stage.Stage), Is.EqualTo([ChatFestival.Gushi]));
    }

    [TestCase("moderator")]
    [TestCase(null)]
    public async Task Who_runs_no_stage_is_refused(string? role)
    {
        await using var festival = await ChatFestival.StartAsync();
        var user = await festival.UserAsync(role is null ? festival.GuestToken("lin") : festival.Token(new TokenSubject("staff:m", "M", [role], [], "m")));

        Assert.That(await RoomUser.CodeOfAsync(user.Connection.InvokeAsync("WatchStages")), Is.EqualTo("auth.forbidden"));
    }

    [Test]
    public async Task After_UnwatchStages_no_more_reports_are_sent()
    {
        await using var festival = await ChatFestival.StartAsync();
        var leaving = await festival.UserAsync(festival.OperatorToken);
        var staying = await festival.UserAsync(festival.OperatorToken);
        var heard = await WatchAsync(leaving);
        await Eventually.TrueAsync(() => !heard.IsEmpty, "the first frame comes");
        await leaving.Connection.InvokeAsync("UnwatchStages");
        heard.Clear();

        var others = await WatchAsync(staying);
        await Eventually.TrueAsync(() => !others.IsEmpty, "another's first frame comes");
        others.Clear();
        await festival.State.PublishAsync(Report(ChatFestival.Gushi, 5));
        await Eventually.TrueAsync(() => !others.IsEmpty, "another hears of the change");

        Assert.That(heard, Is.Empty);
    }

    private static async Task<ConcurrentQueue<StageReports>> WatchAsync(RoomUser user)
    {
        var heard = new ConcurrentQueue<StageReports>();
        user.Connection.On<StageReports>("Stages", heard.Enqueue);
        await user.Connection.InvokeAsync("WatchStages");
        return heard;
    }

    private static StageReport Report(StageId stage, long bitrate) => new() { Stage = stage, Known = true, Live = true, Bitrate = bitrate };
}
