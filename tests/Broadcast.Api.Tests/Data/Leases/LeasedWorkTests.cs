using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestKit;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>
/// What is removed from time to time is removed under the loop's own lease, as in production: a change that would commit itself is refused there, and only there.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class LeasedWorkTests(Engine engine)
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync(engine, "--Roles", "api,chat", "--Rooms:PictureDelay", "00:00:00");
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    private ILeases Leases => _host.Services.GetRequiredService<ILeases>();

    [TestCaseSource(typeof(LeasedWork), nameof(LeasedWork.All))]
    public async Task It_is_removed_under_the_lease(LeasedWork work)
    {
        await using var database = _host.Database();
        await work.PrepareAsync(_host, database);
        await database.SaveChangesAsync();
        var before = await work.LeftAsync(database);

        var isDone = await Leases.UnderAsync(work.Lease, _ => work.WorkAsync(_host.Services), CancellationToken.None);

        Assert.That((before > 0, isDone, await work.LeftAsync(database)), Is.EqualTo((true, true, 0)));
    }

    [Test]
    public async Task A_settled_question_is_compared_under_the_lease_and_the_room_knows_its_number()
    {
        var sweep = _host.Services.GetServices<IHostedService>().OfType<QuestionSweep>().Single();
        var (redis, keys, stage) = (_host.Services.GetRequiredService<RedisLink>().Database, _host.Services.GetRequiredService<RedisKeys>(), StageId.Parse("gushi"));
        var asked = (await _host.Operator.PostAsync(
            "/api/v1/rooms/gushi/questions", new { text = "几个蛋?", options = new[] { "一", "二" }, answer = 1, seconds = 60, winners = 1 }).OkAsync()).GetProperty("id").GetString()!;
        await _host.Operator.PostAsync($"/api/v1/rooms/gushi/questions/{asked}/close", new { }).OkAsync();
        Lease? lease = null;

        await Eventually.TrueAsync(
            async () =>
            {
                Assert.That(await Leases.UnderAsync("questions.sweep", held => sweep.SweepAsync(stage, lease = held, CancellationToken.None), CancellationToken.None), Is.True);
                return await redis.SetLengthAsync(WindowRef.Unsettled(stage.Room, keys)) == 0;
            },
            "room and database agree");

        await using var database = _host.Database();
        Assert.That(await database.Set<Broadcast.Api.Results.QuestionResult>().AnyAsync(result => result.Id == QuestionId.Parse(asked)), Is.True);
        Assert.That((long)await redis.HashGetAsync(Fence.KeyOf(stage.Room, keys), "questions.sweep"), Is.EqualTo(lease!.Number));
    }

    [Test]
    public void Every_loop_that_removes_something_is_tried_here()
    {
        var removing = typeof(ApiModule).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(LoopService)) && type.GetMethods().Any(method => method.Name is "CleanAsync" or "SweepAsync" or "KeepAsync"));

        Assert.That(LeasedWork.All.Select(work => work.Loop), Is.EquivalentTo(removing));
    }
}
