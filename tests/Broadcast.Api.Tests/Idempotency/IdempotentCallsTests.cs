using System.Net;
using Broadcast.Api.Tests.Data;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Api.Tests.Idempotency;

/// <summary>A call and its record are one: what happens when calls with keys come twice, at once, or do not come to their end.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class IdempotentCallsTests(Engine engine)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestDatabase _database = null!;
    private IdempotencyRig _rig = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _database = engine == Engine.Postgres ? new TestDatabase(engine, await RunPostgres.DatabaseAsync()) : await TestDatabase.MakeAsync(engine);

    [OneTimeTearDown]
    public async Task RemoveAsync() => await _database.DisposeAsync();

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await IdempotencyRig.StartAsync(_database, _time);
        await _database.ExecuteAsync("""DELETE FROM "Products"; DELETE FROM "IdempotencyRecords" """);
    }

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task The_same_key_has_one_effect_and_the_same_answer_byte_for_byte()
    {
        using var first = await _rig.PostAsync("/things", "a");
        using var again = await _rig.PostAsync("/things", "a");

        var (bytes, replayed) = (await first.Content.ReadAsByteArrayAsync(), await again.Content.ReadAsByteArrayAsync());
        var things = await ThingsAsync();
        Assert.Multiple(() =>
        {
            Assert.That(things, Has.Count.EqualTo(1));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Created).And.EqualTo(first.StatusCode));
            Assert.That(replayed, Is.EqualTo(bytes).And.Not.Empty);
            Assert.That(again.Content.Headers.ContentType, Is.EqualTo(first.Content.Headers.ContentType));
            Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location).And.Not.Null);
            Assert.That(again.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(["true"]));
            Assert.That(first.Headers.Contains("Idempotency-Replayed"), Is.False);
            Assert.That(_rig.AfterCommits, Is.EqualTo(1), "what follows the commit");
        });
    }

    [Test]
    public async Task An_answer_without_a_body_is_replayed_too()
    {
        using var first = await _rig.PostAsync("/things?act=empty", "a");
        using var again = await _rig.PostAsync("/things?act=empty", "a");

        Assert.That((first.StatusCode, again.StatusCode, (await ThingsAsync()).Count), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent, 1)));
        Assert.That(again.Headers.Contains("Idempotency-Replayed"), Is.True);
    }

    [Test]
    public async Task Another_body_or_query_with_the_same_key_is_refused_and_another_caller_path_or_key_is_another_call()
    {
        await _rig.PostAsync("/things", "a").OkAsync();

        await _rig.PostAsync("/things", "a", """{"x":1}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        await _rig.PostAsync("/things?act=empty", "a").RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        await _rig.PostAsync("/things", "a", caller: "staff:mei").OkAsync();
        await _rig.PostAsync("/orders", "a").OkAsync();
        await _rig.PostAsync("/things", "A").OkAsync();
        Assert.That(await ThingsAsync(), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task While_it_runs_the_same_call_is_told_so_and_afterwards_gets_the_answer()
    {
        var running = _rig.PostAsync("/things?act=wait", "a");
        await _rig.Waits.Task;

        using var second = await _rig.PostAsync("/things?act=wait", "a");
        _rig.Go.SetResult();
        var done = await running.OkAsync();
        var third = await _rig.PostAsync("/things?act=wait", "a").OkAsync();

        await Task.FromResult(second).RefusedAsync(HttpStatusCode.Conflict, "idempotency.in_flight");
        Assert.That(second.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(third.GetRawText(), Is.EqualTo(done.GetRawText()));
        Assert.That(await ThingsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Nobody_sees_a_part_of_it_and_when_it_is_cut_off_nothing_was_done()
    {
        using var line = new CancellationTokenSource();
        var cut = _rig.PostAsync("/things?act=wait", "a", cancellation: line.Token);
        await _rig.Waits.Task;
        var meanwhile = ((await ThingsAsync()).Count, (await RecordsAsync()).Count);

        await line.CancelAsync();
        await Assert.ThatAsync(() => cut, Throws.InstanceOf<OperationCanceledException>());
        // It is told that the first one is running until the end of that is noticed.
        var retry = Eventually.ValueAsync(async () =>
        {
            var answer = await _rig.PostAsync("/things?act=wait", "a");
            return answer.StatusCode == HttpStatusCode.Conflict ? null : answer;
        }, "the call is made anew");
        await Eventually.TrueAsync(() => _rig.Waited == 2, "the handler runs again");
        _rig.Go.SetResult();
        using var done = await retry;

        Assert.That(meanwhile, Is.EqualTo((0, 0)), "while it runs, as another connection sees it");
        Assert.That(await ThingsAsync(), Has.Count.EqualTo(1));
        Assert.That(done.Headers.Contains("Idempotency-Replayed"), Is.False);
        Assert.That(await done.Content.ReadAsStringAsync(), Does.Contain((await ThingsAsync())[0]));
    }

    [Test]
    public async Task A_fault_takes_everything_back()
    {
        using var fault = await _rig.PostAsync("/things?act=throw", "a");
        using var again = await _rig.PostAsync("/things?act=throw", "a");

        Assert.That((fault.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError)));
        Assert.That(((await ThingsAsync()).Count, (await RecordsAsync()).Count, _rig.AfterCommits), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public async Task A_refusal_has_no_effect_and_is_decided_anew()
    {
        using var first = await _rig.PostAsync("/things?act=refuse", "a");
        using var again = await _rig.PostAsync("/things?act=refuse", "a");

        Assert.That((await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync()), Is.EqualTo(("""{"number":1}""", """{"number":2}""")));
        Assert.That(((await ThingsAsync()).Count, (await RecordsAsync()).Count, _rig.AfterCommits), Is.EqualTo((0, 0, 0)));
    }

    [TestCase("/secrets", TestName = "A_secret_is_not_replayed_and_its_effect_not_repeated")]
    [TestCase("/things?act=long", TestName = "Too_long_an_answer_is_not_replayed_and_its_effect_not_repeated")]
    public async Task What_is_not_kept(string path)
    {
        var first = await _rig.PostAsync(path, "a").OkAsync();

        await _rig.PostAsync(path, "a").RefusedAsync(HttpStatusCode.Conflict, "idempotency.not_replayed");
        Assert.That(await ThingsAsync(), Has.Count.EqualTo(1));
        Assert.That(first.ValueKind, Is.Not.EqualTo(System.Text.Json.JsonValueKind.Undefined), "the first answer is whole");
    }

    [Test]
    public async Task A_key_must_be_well_formed_and_be_there_where_it_is_required()
    {
        foreach (var key in (string[])["", " ", "a b", "a/b", new string('a', 65), "a,b"])
            await _rig.PostAsync("/things", key).RefusedAsync(HttpStatusCode.BadRequest, "idempotency.invalid");
        await _rig.PostAsync("/orders", key: null).RefusedAsync(HttpStatusCode.BadRequest, "idempotency.missing");
        Assert.That(await ThingsAsync(), Is.Empty);

        await _rig.PostAsync("/things", "AZaz09_.:-" + new string('a', 54)).OkAsync();
        await _rig.PostAsync("/things", key: null).OkAsync();
        await _rig.PostAsync("/things", key: null).OkAsync();
        Assert.That(((await ThingsAsync()).Count, (await RecordsAsync()).Count), Is.EqualTo((3, 1)));
    }

    [Test]
    public async Task A_key_is_known_for_a_day_and_then_removed()
    {
        await _rig.PostAsync("/things", "a").OkAsync();
        _time.Advance(TimeSpan.FromHours(23.9));
        await _rig.Cleaner.CleanAsync(CancellationToken.None);
        await _rig.PostAsync("/things", "a").OkAsync();
        Assert.That(await ThingsAsync(), Has.Count.EqualTo(1), "after nearly a day");

        _time.Advance(TimeSpan.FromHours(0.2));
        await _rig.PostAsync("/things", "a", """{"new":1}""").OkAsync();
        Assert.That(((await ThingsAsync()).Count, (await RecordsAsync()).Count), Is.EqualTo((2, 1)), "after a day it stands for something new");

        _time.Advance(TimeSpan.FromHours(25));
        await _rig.Cleaner.CleanAsync(CancellationToken.None);
        Assert.That(await RecordsAsync(), Is.Empty);
    }

    private Task<IReadOnlyList<string>> ThingsAsync() => _database.ReadAsync(IdempotencyRig.ProductsSql);

    private Task<IReadOnlyList<string>> RecordsAsync() => _database.ReadAsync(IdempotencyRig.RecordsSql);
}
