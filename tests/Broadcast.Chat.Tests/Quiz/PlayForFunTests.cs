using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Who wins: persons who have proved it as strongly as the question takes. All others play for fun.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlayForFunTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 5 };

    [Test]
    public async Task Guests_and_mailboxes_are_counted_and_told_and_never_drawn()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var anchor = await festival.AnchorAsync(Room);
        var mei = await festival.PersonAsync("mei", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        var told = new List<bool>();
        for (var i = 0; i < 20; i++)
            told.Add((await (await festival.UserAsync(festival.GuestToken($"g{i}"))).AnswerAsync(asked.Id, 0)).Eligible);
        var answers = festival.Services.GetRequiredService<Answers>();
        var mailboxes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => answers.TakeAsync(Mailbox(i), asked.Id, 0)));
        told.AddRange(mailboxes.Select(answer => answer.Value!.Eligible));
        var site = await festival.UserAsync(festival.Token(new TokenSubject($"{TokenSubject.SitePrefix}yatuan", "鸭团", [], [], "site")));
        told.Add((await site.AnswerAsync(asked.Id, 0)).Eligible);

        var strong = (await mei.AnswerAsync(asked.Id, 0)).Eligible;
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await mei.HearsAsync<QuestionRevealed>();

        var revealed = mei.Heard<QuestionRevealed>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(mei.Heard<QuestionOpened>().Single().Strength, Is.EqualTo(Proofs.Telephone), "pages say what winning takes");
            Assert.That(told, Has.All.False);
            Assert.That(strong, Is.True);
            Assert.That(revealed.Counts, Is.EqualTo([1022L, 0L]), "everybody is counted");
            Assert.That(revealed.Winners.Select(winner => winner.Name), Is.EqualTo(["mei"]));
            Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>().Single().Entrants.Select(entrant => entrant.Viewer.Value), Is.EqualTo(["person:mei"]));
        });
    }

    /// <summary>A person with nothing but one of a domain's thousand mailboxes.</summary>
    private static Caller Mailbox(int number) => new()
    {
        Id = ViewerId.Parse($"person:m{number}"),
        Name = $"m{number}",
        Kind = CallerKind.Person,
        Proof = Proof.Email,
        Roles = new HashSet<string>(StringComparer.Ordinal),
        Stages = new HashSet<string>(StringComparer.Ordinal),
    };

    [TestCase(Proofs.Email, "m,t,i,v")]
    [TestCase(Proofs.Telephone, "t,i,v")]
    [TestCase(Proofs.Issuer, "i,v")]
    [TestCase(Proofs.Villager, "i,v")]
    public async Task A_question_names_the_least_proof_that_winning_takes(string strength, string winners)
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft with { Strength = strength });
        foreach (var (name, proof) in ((string, Proof)[])[("m", Proof.Email), ("t", Proof.Telephone), ("i", Proof.Issuer), ("v", Proof.Villager)])
            Assert.That((await (await festival.UserAsync(festival.PersonToken(name, proof))).AnswerAsync(asked.Id, 0)).Eligible, Is.EqualTo(winners.Contains(name, StringComparison.Ordinal)));

        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await anchor.HearsAsync<QuestionRevealed>();

        Assert.That(anchor.Heard<QuestionRevealed>().Single().Winners.Select(winner => winner.Name), Is.EquivalentTo(winners.Split(',')));
    }

    [Test]
    public async Task Another_word_is_no_proof()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);

        Assert.That(await RoomUser.CodeOfAsync(anchor.AskAsync(Room, Draft with { Strength = "neighbour" })), Is.EqualTo(QuizErrors.Strength.Code));
    }

    [Test]
    public async Task A_question_of_an_older_build_is_drawn_among_the_persons_of_issuers()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        // As a node of a build before this one stores an answer: with the name alone.
        var redis = festival.Services.GetRequiredService<RedisLink>().Database;
        var window = QuestionStore.Ref(asked.Id, ChatFestival.Gushi);
        await redis.HashSetAsync(window.Entries(festival.Keys), [new("guest:ann", "0|ann"), new("person:shop", "0|shop")]);
        await redis.HashSetAsync(window.Key(festival.Keys), "c0", 2);
        await redis.HashDeleteAsync(window.Key(festival.Keys), Question.StrengthField);

        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await anchor.HearsAsync<QuestionRevealed>();

        Assert.That(anchor.Heard<QuestionRevealed>().Single().Winners.Select(winner => winner.Name), Is.EqualTo(["shop"]));
    }
}
