using Broadcast.Api.Demo.Audience;
using Broadcast.Api.Demo.Audience.Lines;
using Broadcast.Api.Demo.Hand;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Api.Tests.Demo.Audience;

public sealed class ViewerPlanTests
{
    private static readonly DateTimeOffset Ten = new(2026, 8, 10, 2, 0, 0, TimeSpan.Zero);
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly string[] All = ["read", "like", "chat", "answer"];

    private readonly List<Guise> _cast = [.. AudienceCast.Of(12).Where(guise => guise.Stage == Gushi)];

    [Test]
    public void In_an_hour_with_a_question_a_minute_a_room_talks_as_people_do_and_nobody_floods_it()
    {
        var done = Run(All, minutes: 60);
        var lines = done.Where(act => act.Act is Act.Say).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(lines.Count / 60.0, Is.InRange(3, 9), "lines a minute");
            Assert.That(lines.GroupBy(line => (int)(line.At - Ten).TotalMinutes).Max(minute => minute.Count()), Is.LessThanOrEqualTo(24), "in the busiest minute");
            Assert.That(lines.GroupBy(line => line.Who).SelectMany(viewer => viewer.Zip(viewer.Skip(1), (one, next) => next.At - one.At)).Min(), Is.GreaterThanOrEqualTo(ViewerPlan.Breath));
            Assert.That(lines.Select(line => line.Who).Distinct(), Is.EquivalentTo(_cast));
            Assert.That(lines.Count(line => line.Who.Tongue == Tongue.Chinese) / (double)lines.Count, Is.InRange(0.35, 0.65));
            Assert.That(done.Count(act => act.Act is Act.Like) / 60.0, Is.InRange(10, 40), "likes a minute");
        });
    }

    [Test]
    public void Most_answer_once_in_time_and_most_of_them_are_right()
    {
        var answers = Run(All, minutes: 60).Where(act => act.Act is Act.Answer).Select(act => (act.Who, act.At, Answer: (Act.Answer)act.Act)).ToList();
        var right = DemoQuestions.AnswerTo(Asked(0).Text);

        Assert.Multiple(() =>
        {
            Assert.That(answers.Count / (60.0 * _cast.Count), Is.InRange(0.7, 0.9));
            Assert.That(answers.Count(answer => answer.Answer.Option == right) / (double)answers.Count, Is.InRange(0.65, 0.9));
            Assert.That(answers.DistinctBy(answer => (answer.Who, answer.Answer.Question)).Count(), Is.EqualTo(answers.Count));
            Assert.That(answers.Select(answer => answer.At.Second), Has.All.InRange(13, 37), "after they have read it, and before it closes");
        });
    }

    [Test]
    public void Who_may_not_talk_or_like_does_neither() =>
        Assert.That(Run(["read", "answer"], minutes: 5).Select(act => act.Act), Is.Not.Empty.And.All.InstanceOf<Act.Answer>());

    [Test]
    public void Who_was_refused_is_quiet_for_a_minute()
    {
        var plan = Plan(_cast[0]);
        plan.Arrive(Room(All), Ten);
        plan.Refused(Ten);

        Assert.That(Until(plan, Ten, Ten + ViewerPlan.Sulk).Where(act => act.Act is Act.Say), Is.Empty);
    }

    [Test]
    public void Who_has_won_says_so()
    {
        var who = _cast[4];
        var plan = Plan(who);
        plan.Arrive(Room(All), Ten);
        // Whoever arrives may say a greeting. The result comes after it.
        var later = Until(plan, Ten, Ten.AddSeconds(30)).Select(act => act.At).Append(Ten.AddSeconds(30)).Last();
        plan.Hear(Event(new QuestionRevealed { Id = Question(1), Stage = Gushi, Answer = 0, Counts = [1, 0], Winners = [new Winner { Viewer = who.Id, Name = who.Name }], Seed = "" }), later + ViewerPlan.Breath);

        var said = Until(plan, later, later.AddSeconds(30)).Select(act => act.Act).OfType<Act.Say>().Select(say => say.Text).ToList();

        Assert.That(said.Intersect(Phrases.Of(who.Tongue).OnWin, StringComparer.Ordinal), Is.Not.Empty);
    }

    [Test]
    public void A_winner_is_congratulated_without_the_mark()
    {
        var won = Event(new QuestionRevealed { Id = Question(1), Stage = Gushi, Answer = 0, Counts = [1, 0], Winners = [new Winner { Viewer = ViewerId.Parse("person:else"), Name = "Zora (demo)" }], Seed = "" });
        var said = Enumerable.Range(0, 400).SelectMany(seed =>
        {
            var plan = Plan(_cast[3], seed);
            plan.Arrive(Room(All), Ten);
            plan.Hear(won, Ten);
            return Until(plan, Ten, Ten.AddSeconds(20));
        }).Select(act => act.Act).OfType<Act.Say>().Select(say => say.Text).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(said, Has.Some.Contain("Zora"));
            Assert.That(said, Has.None.Contain("(demo)"));
        });
    }

    /// <summary>What a room's viewers do while each minute has a pin, a question, and its result.</summary>
    private List<(Guise Who, DateTimeOffset At, Act Act)> Run(string[] may, int minutes)
    {
        var talk = new RoomTalk();
        var plans = _cast.ConvertAll(guise => (guise, plan: new ViewerPlan(guise, new Dice(new Random(guise.Name.Length + _cast.IndexOf(guise))), talk)));
        var done = new List<(Guise, DateTimeOffset, Act)>();
        foreach (var (_, plan) in plans)
            plan.Arrive(Room(may), Ten);
        for (var at = Ten; at < Ten.AddMinutes(minutes); at = at.AddSeconds(1))
        {
            foreach (var (guise, plan) in plans)
            {
                if (Happens(at) is { } happening)
                    plan.Hear(Event(happening), at);
                while (plan.Next(at).Act is { } act)
                    done.Add((guise, at, act));
            }
        }

        return done;
    }

    private static IEventData? Happens(DateTimeOffset at) => at.Second switch
    {
        2 => new ProductPinned { Pin = PinId.Parse("gushi.1"), Stage = Gushi, Product = Card },
        10 => Asked(at.Minute),
        45 => new QuestionRevealed { Id = Question(at.Minute), Stage = Gushi, Answer = 0, Counts = [1, 0], Winners = [new Winner { Viewer = ViewerId.Parse("person:else"), Name = "Zora" }], Seed = "" },
        _ => null,
    };

    private static QuestionOpened Asked(int minute)
    {
        var question = DemoQuestions.About("gushi-chicken")[0];
        var closesAt = Ten.AddMinutes(minute).AddSeconds(40).ToUnixTimeMilliseconds();
        return new QuestionOpened
        {
            Id = Question(minute),
            Stage = Gushi,
            Text = question.Text,
            Options = question.Options,
            ClosesAt = closesAt,
            AcceptUntil = closesAt,
            Winners = 1,
            Commitment = "",
        };
    }

    private static ProductCard Card { get; } = new() { Id = ProductId.Parse("gushi-chicken"), Name = "固始鸡", NameEn = "Gushi chicken", Price = 1, Currency = "CNY", Url = "/item/gushi-chicken" };

    private static QuestionId Question(int minute) => QuestionId.Parse($"gushi.{minute}");

    private static ViewerPlan Plan(Guise guise, int seed = 5) => new(guise, new Dice(new Random(seed)), new RoomTalk());

    private static IEnumerable<(DateTimeOffset At, Act Act)> Until(ViewerPlan plan, DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = from; at < to; at = at.AddSeconds(0.5))
            while (plan.Next(at).Act is { } act)
                yield return (at, act);
    }

    private static RoomEvent Event(IEventData data) => new() { Offset = 1, Type = "", At = 0, Data = data };

    private static RoomSnapshot Room(string[] may) => new()
    {
        Pin = null,
        Questions = [],
        Polls = [],
        Votes = [],
        OnAir = null,
        Mode = new RoomMode { Chat = ChatModes.Open, SlowSeconds = 0, FollowedMinutes = 0, Review = false },
        Counts = new RoomCounts { Viewers = 1, Likes = 0 },
        May = may,
        Now = 0,
    };
}
