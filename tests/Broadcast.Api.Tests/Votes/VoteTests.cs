using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Moderation;
using Broadcast.Api.Votes;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Api.Tests.Votes;

/// <summary>A vote through the doors: made, opened, voted in, closed, counted, and told to its room.</summary>
public sealed class VoteTests
{
    private RedisServer _redis = null!;
    private ApiHost _host = null!;
    private RoomUser _lin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // One of its own, because it loses everything.
        _redis = await RedisServer.StartAsync();
        _host = await ApiHost.StartOnAsync(_redis, "--Roles", "api,chat", "--Rooms:PictureDelay", "00:00:00");
        await _host.CreateFestivalAsync();
        _lin = await NewcomerAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _lin.DisposeAsync();
        await _host.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Test]
    public async Task A_vote_is_opened_voted_in_and_closed_and_its_result_is_shown_and_can_be_counted_again()
    {
        var id = await _host.MakeAsync();
        await _host.CastAsync(id, VoteRig.NewPerson(), 0).RefusedAsync(HttpStatusCode.Conflict, "vote.not_open");
        var opened = await _host.StepAsync(id, "open").OkAsync();
        await _lin.HearsAsync<VoteOpened>(vote => vote.Id.Value == id);
        string[] voters = [VoteRig.NewPerson(), VoteRig.NewPerson(), VoteRig.NewPerson(), VoteRig.NewPerson()];

        await Task.WhenAll(voters.Select((voter, i) => _host.CastAsync(id, voter, Math.Min(i, 1)).OkAsync()));
        await _host.CastAsync(id, voters[0], 2).RefusedAsync(HttpStatusCode.Conflict, "vote.already");
        await _host.CastAsync(id, VoteRig.NewPerson(), 3).RefusedAsync(HttpStatusCode.BadRequest, "vote.option");
        using var first = _host.Client(_host.PersonToken(voters[0]));
        var before = await first.GetOkAsync($"/api/v1/votes/{id}");
        await _host.StepAsync(id, "close").OkAsync();
        await _lin.HearsAsync<VoteSettled>(vote => vote.Id.Value == id);
        await _host.CastAsync(id, VoteRig.NewPerson(), 0).RefusedAsync(HttpStatusCode.Conflict, "vote.closed");

        var after = await _host.VoteAsync(id);
        var told = _lin.Heard<VoteSettled>().Single(vote => vote.Id.Value == id);
        var again = await _host.CountAgainAsync(id);
        await using var newcomer = await NewcomerAsync();
        Assert.Multiple(() =>
        {
            Assert.That(opened.GetProperty("state").GetString(), Is.EqualTo("open"));
            Assert.That((before.GetProperty("ballots").GetInt32(), before.TryGetProperty("counts", out _)), Is.EqualTo((4, false)), "secret until the end");
            Assert.That(before.GetProperty("yours").GetProperty("option").GetInt32(), Is.Zero);
            Assert.That((after.GetProperty("state").GetString(), after.GetProperty("counts").GetRawText()), Is.EqualTo(("settled", "[1,3,0]")));
            Assert.That(told.Counts, Is.EqualTo(again.Counts));
            Assert.That(told.Root, Is.EqualTo(again.Root).And.EqualTo(after.GetProperty("root").GetString()));
            Assert.That(told.Ballots, Is.EqualTo(4));
            Assert.That(newcomer.Snapshot!.Votes.Where(item => item.Data is IWindowEvent window && window.WindowId == id).Select(item => item.Type), Is.EqualTo(["vote.opened", "vote.closed", "vote.settled"]));
        });
    }

    [Test]
    public async Task A_step_that_is_asked_for_again_is_done_and_one_that_does_not_fit_says_the_state()
    {
        var id = await _host.MakeAsync();
        string[] steps = ["open", "open", "pause", "pause", "resume", "resume", "close", "close"];
        foreach (var step in steps)
            await _host.StepAsync(id, step).OkAsync();

        using var refused = await _host.StepAsync(id, "pause");
        await _host.StepAsync("gushi.none", "open").RefusedAsync(HttpStatusCode.NotFound, "vote.unknown");
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        await Eventually.TrueAsync(async () => await _host.StateAsync(id) == "settled", "the vote is settled");
        await using var database = _host.Database();
        var taken = await database.Set<BookStep>().Where(step => step.Window == id).OrderBy(step => step.Revision).ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("vote.state"));
            Assert.That(problem.GetProperty("state").GetString(), Is.AnyOf("closed", "sealed", "settled"));
            Assert.That(taken.Select(step => step.State), Is.EqualTo(["scheduled", "open", "paused", "open", "closed", "sealed", "settled"]));
            Assert.That(taken.Select(step => step.By.Id.Value), Is.EqualTo(["staff:test", "staff:test", "staff:test", "staff:test", "staff:test", "rule:window.end", "rule:window.end"]));
            Assert.That(taken.Select(step => (step.Root, step.Run)).Distinct().Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task The_rundown_makes_opens_and_closes_a_vote_by_the_desk_of_anchors_and_each_step_keeps_who_and_why()
    {
        var slot = new SlotFact { Id = SlotId.Parse("slot-3"), Stage = StageId.Parse("gushi"), Title = "鹅的一小时", Start = 0, Duration = 1 };
        var (cue, elsewhere) = (Actor.Rundown(FestivalId.Parse("festival"), slot, "cue-1"), Actor.Rundown(FestivalId.Parse("festival"), slot with { Stage = StageId.Parse("suning") }, "cue-2"));
        var draft = new NewVote("最美农场", [new NewVoteOption("王家农场", null), new NewVoteOption("李家农场", null)], null, null, null, Seconds: 600, null, null);

        var id = (await AtDeskAsync((desk, _) => desk.MakeAsync("gushi", draft, cue, CancellationToken.None))).Value!.Id;
        var others = await AtDeskAsync((desk, kernel) => desk.StepAsync(id, elsewhere, kernel.OpenAsync, [WindowLife.Open], CancellationToken.None));
        var othersVote = await AtDeskAsync((desk, _) => desk.MakeAsync("gushi", draft, elsewhere, CancellationToken.None));
        var opened = await AtDeskAsync((desk, kernel) => desk.StepAsync(id, cue, kernel.OpenAsync, [WindowLife.Open], CancellationToken.None));
        await _host.CastAsync(id, VoteRig.NewPerson(), 1).OkAsync();
        var closed = await AtDeskAsync((desk, kernel) => desk.StepAsync(
            id, cue, (database, vote, by, cancellation) => kernel.CloseAsync(database, vote, by, atOnce: true, cancellation), [WindowLife.Closed], CancellationToken.None));
        await _lin.HearsAsync<VoteSettled>(vote => vote.Id.Value == id);

        await using var database = _host.Database();
        var taken = await database.Set<BookStep>().Where(step => step.Window == id).OrderBy(step => step.Revision).ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That((others.Refusal?.Code, othersVote.Error?.Code), Is.EqualTo(("auth.forbidden", "auth.forbidden")), "the rundown acts for the slot's stage alone");
            Assert.That((opened.Refusal, closed.Refusal), Is.EqualTo(((Error?)null, (Error?)null)));
            Assert.That(taken.Take(3).Select(step => (step.State, step.By)), Is.EqualTo([("scheduled", cue.Author), ("open", cue.Author), ("closed", cue.Author)]));
            Assert.That((taken[1].By.Kind, taken[1].By.Id.Value, taken[1].By.Why), Is.EqualTo(("rundown", "rundown:festival", "rundown:slot-3/cue-1")));
            Assert.That(taken.Skip(3).Select(step => step.By.Why), Is.EqualTo(["rule:window.end", "rule:window.end"]));
        });
    }

    [Test]
    public async Task A_paused_vote_takes_no_ballots_and_goes_on()
    {
        var (id, voter) = (await _host.OpenedAsync("live"), VoteRig.NewPerson());
        await _host.StepAsync(id, "pause").OkAsync();
        // For as long as the process's clock may be off, a ballot still counts as in time; one for no option is then refused as such.
        await Eventually.TrueAsync(async () => await CodeAsync(_host.CastAsync(id, voter, 9)) == "vote.paused", "the vote is paused");
        await _lin.HearsAsync<VotePaused>(vote => vote.Id.Value == id);

        await _host.StepAsync(id, "resume").OkAsync();
        await _host.CastAsync(id, voter, 2).OkAsync();

        var shown = await _host.VoteAsync(id);
        await _lin.HearsAsync<VoteResumed>(vote => vote.Id.Value == id);
        await _host.StepAsync(id, "void").OkAsync();
        await _lin.HearsAsync<VoteVoided>(vote => vote.Id.Value == id);
        var voided = await _host.VoteAsync(id);
        Assert.That(shown.GetProperty("counts").GetRawText(), Is.EqualTo("[0,0,1]"), "it is a live vote");
        Assert.That((voided.GetProperty("state").GetString(), voided.TryGetProperty("counts", out _)), Is.EqualTo(("voided", false)));
    }

    [Test]
    public async Task A_ballot_that_is_sent_again_gets_its_receipt_again_also_after_the_end()
    {
        var (id, voter) = (await _host.OpenedAsync(), VoteRig.NewPerson());
        var receipts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _host.CastAsync(id, voter, 1, key: "one").OkAsync()));
        await _host.CastAsync(id, voter, 2, key: "one").RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        await _host.CastAsync(id, voter, 1, key: "two").RefusedAsync(HttpStatusCode.Conflict, "vote.already");
        await _host.StepAsync(id, "close").OkAsync();

        using var late = await _host.CastAsync(id, voter, 1, key: "one");

        Assert.That(late.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(["true"]));
        Assert.That(receipts.Select(receipt => receipt.GetRawText()).Append(await late.Content.ReadAsStringAsync()).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_known_ballot_is_answered_however_often_it_comes_and_others_are_limited()
    {
        var (id, voter, most) = (await _host.OpenedAsync(), VoteRig.NewPerson(), new VoteOptions().BallotsPerMinute);
        var first = await _host.CastAsync(id, voter, 1, key: "one").OkAsync();

        // More than the limit gives back meanwhile, on a slow machine too.
        var codes = await Task.WhenAll(Enumerable.Range(0, 3 * most).Select(_ => CodeAsync(_host.CastAsync(id, voter, 1))));
        var again = await Task.WhenAll(Enumerable.Range(0, most + 1).Select(_ => _host.CastAsync(id, voter, 1, key: "one").OkAsync()));

        Assert.That(codes.Distinct(StringComparer.Ordinal), Is.EquivalentTo(["vote.already", "request.too_many"]));
        Assert.That(again.Select(receipt => receipt.GetRawText()).Distinct(StringComparer.Ordinal), Is.EqualTo([first.GetRawText()]));
        await _host.CastAsync(id, voter, 2, key: "one").RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
    }

    [Test]
    public async Task A_vote_opens_and_closes_by_itself_at_its_times()
    {
        var now = DateTimeOffset.UtcNow;
        var id = await _host.MakeAsync(new { opensAt = now.AddMilliseconds(300), closesAt = now.AddMilliseconds(1500) });
        var voter = VoteRig.NewPerson();

        await Eventually.TrueAsync(async () => await CodeAsync(_host.CastAsync(id, voter, 0)) is null or "vote.already", "the vote is open");
        await Eventually.TrueAsync(async () => await _host.StateAsync(id) == "settled", "the vote is settled");

        Assert.That((await _host.VoteAsync(id)).GetProperty("counts").GetRawText(), Is.EqualTo("[1,0,0]"));
    }

    [Test]
    public async Task A_Redis_that_loses_everything_is_told_again_and_no_ballot_is_lost()
    {
        var id = await _host.OpenedAsync();
        await _host.CastAsync(id, VoteRig.NewPerson(), 0).OkAsync();
        await _lin.HearsAsync<VoteOpened>(vote => vote.Id.Value == id);

        await _redis.AskAsync("FLUSHALL");
        await _host.CastAsync(id, VoteRig.NewPerson(), 1).OkAsync();
        await Eventually.TrueAsync(() => _host.Facts.Stages.Count == 2 && _lin.Learned<VoteOpened>().Count(vote => vote.Id.Value == id) == 1, "the room shows the vote again, once");
        await _host.StepAsync(id, "close").OkAsync();
        await _lin.LearnsAsync<VoteSettled>(vote => vote.Id.Value == id);

        await using var newcomer = await NewcomerAsync();
        Assert.That(newcomer.Learned<VoteSettled>().Single(vote => vote.Id.Value == id).Counts, Is.EqualTo([1L, 1L, 0L]));
        Assert.That(newcomer.Learned<VoteOpened>().Count(vote => vote.Id.Value == id), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_persons_with_the_proof_that_is_asked_for_and_without_a_ban_vote()
    {
        var id = await _host.OpenedAsync();
        using var guest = _host.Client((await _host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Gu" }).OkAsync()).GetProperty("ticket").GetString());
        using var weak = _host.Client(_host.ProvenToken(Proof.Email));
        var banned = VoteRig.NewPerson();
        await _host.Operator.PutAsJsonAsync($"/api/v1/rooms/gushi/restrictions/person:{banned}", new { kind = "ban" }).OkAsync();
        await using var database = _host.Database();
        await Eventually.TrueAsync(() => database.StandingRestrictions.AnyAsync(), "the ban is kept");

        await guest.PostAsync($"/api/v1/votes/{id}/ballots", new { option = 0 }).RefusedAsync(HttpStatusCode.Forbidden, "person.required");
        await weak.PostAsync($"/api/v1/votes/{id}/ballots", new { option = 0 }).RefusedAsync(HttpStatusCode.Forbidden, "person.required");
        await _host.CastAsync(id, banned, 0).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.CastAsync("gushi.none", VoteRig.NewPerson(), 0).RefusedAsync(HttpStatusCode.NotFound, "vote.unknown");

        Assert.That((await _host.VoteAsync(id)).GetProperty("ballots").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task A_login_and_a_village_site_are_equally_strong()
    {
        var id = await _host.MakeAsync(strength: "villager");
        await _host.StepAsync(id, "open").OkAsync();
        using var login = _host.Client(_host.ProvenToken(Proof.Issuer));
        using var villager = _host.Client(_host.ProvenToken(Proof.Villager));
        using var telephone = _host.Client(_host.ProvenToken(Proof.Telephone));

        await login.PostAsync($"/api/v1/votes/{id}/ballots", new { option = 0 }).OkAsync();
        await villager.PostAsync($"/api/v1/votes/{id}/ballots", new { option = 0 }).OkAsync();
        using var refused = await telephone.PostAsync($"/api/v1/votes/{id}/ballots", new { option = 0 });

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await _host.StepAsync(id, "void").OkAsync();
    }

    [Test]
    public async Task A_stage_has_eight_votes_that_are_not_over_and_one_that_was_to_end_by_now_does_not_open()
    {
        var made = new List<string>();
        string? refused = null;
        while (refused is null && made.Count < 9)
        {
            using var answer = await _host.Operator.PostAsync("/api/v1/stages/suning/votes", VoteRig.Draft(new { seconds = 600 }));
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
            refused = answer.IsSuccessStatusCode ? null : said.GetProperty("code").GetString();
            if (refused is null)
                made.Add(said.GetProperty("id").GetString()!);
        }

        Assert.That((made.Count, refused), Is.EqualTo((8, "vote.full")));
        await using (var database = _host.Database())
            await database.Set<BookWindow>().Where(window => window.Id == made[0]).ExecuteUpdateAsync(window => window.SetProperty(kept => kept.ClosesAt, 1L));
        await _host.StepAsync(made[0], "open").RefusedAsync(HttpStatusCode.Conflict, "vote.state");
        await _host.StepAsync(made[0], "void").OkAsync();
        await _host.StepAsync(made[1], "open").OkAsync();
        await _host.Operator.PostAsync("/api/v1/stages/suning/votes", VoteRig.Draft(new { seconds = 600 })).OkAsync();
    }

    [TestCase("""{ "title": "", "options": [{ "name": "a" }, { "name": "b" }], "seconds": 60 }""")]
    [TestCase("""{ "title": "x", "options": [{ "name": "a" }], "seconds": 60 }""")]
    [TestCase("""{ "title": "x", "options": [{ "name": "a" }, { "name": "b" }] }""")]
    [TestCase("""{ "title": "x", "options": [{ "name": "a" }, { "name": "b" }], "seconds": 4 }""")]
    [TestCase("""{ "title": "x", "options": [{ "name": "a" }, { "name": "b" }], "closesAt": "2020-01-01T00:00:00Z" }""")]
    [TestCase("""{ "title": "x", "options": [{ "name": "a" }, { "name": "b" }], "seconds": 60, "strength": "none" }""")]
    [TestCase("""{ "title": "x", "options": [{ "name": "a" }, { "name": "b" }], "seconds": 60, "choices": 2 }""")]
    public async Task A_vote_that_is_not_valid_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        await _host.Operator.PostAsync("/api/v1/stages/gushi/votes", content).RefusedAsync(HttpStatusCode.BadRequest, "vote.invalid");
    }

    private async Task<T> AtDeskAsync<T>(Func<VoteDesk, BookKernel, Task<T>> act)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<VoteDesk>(), scope.ServiceProvider.GetRequiredService<BookKernel>());
    }

    private async Task<RoomUser> NewcomerAsync()
    {
        var user = RoomUser.WithToken(new Uri(_host.Http, "/hubs/room"), _host.PersonToken(VoteRig.NewPerson()));
        await user.JoinAsync("gushi");
        return user;
    }

    /// <summary>The code of the refusal; null when the call succeeded.</summary>
    private static async Task<string?> CodeAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        return answer.IsSuccessStatusCode ? null : JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
    }
}
