using Broadcast.Api.Demo.Audience.Lines;
using Broadcast.Api.Demo.Hand;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Api.Demo.Audience;

/// <summary>
/// What a simulated viewer does, and when: lines and likes of their own accord, as a Poisson process, and what they do about what happens, after as
/// long as people take. Does nothing itself. Any thread may call.
/// </summary>
internal sealed class ViewerPlan(Guise guise, Dice dice, RoomTalk talk)
{
    /// <summary>The least time between two lines of a viewer; what would come sooner is not said.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromSeconds(8);

    /// <summary>How long a viewer is quiet after a call was refused.</summary>
    public static readonly TimeSpan Sulk = TimeSpan.FromMinutes(1);

    /// <summary>As <see cref="RoomSnapshot.May"/> names the rights.</summary>
    private const string MayTalk = "chat";

    private const string MayLike = "like";

    private const string MayAnswer = "answer";

    private static readonly TimeSpan LikesEvery = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Act, DateTimeOffset> _due = new();
    private readonly Phrases _phrases = Phrases.Of(guise.Tongue);
    private string? _stage = guise.Stage?.Value;
    private IReadOnlyList<string> _may = [];
    private DateTimeOffset _breathUntil;
    private DateTimeOffset _sulksUntil;

    /// <summary>Begins anew, in a room that was just joined.</summary>
    public void Arrive(RoomSnapshot room, DateTimeOffset now)
    {
        lock (_gate)
        {
            _due.Clear();
            _may = room.May;
            _stage = guise.Stage?.Value ?? (room.OnAir?.Data as StageOnAir)?.Stage.Value;
            if (May(MayTalk))
            {
                if (guise.Greets || dice.Falls(0.2))
                    Later(new Act.Say(talk.Choose(_phrases.Greetings, dice)), now, dice.Seconds(1, 9));
                Later(new Act.Talk(), now, dice.Next(guise.TalksEvery));
            }

            if (May(MayLike))
                Later(new Act.Enjoy(), now, dice.Next(LikesEvery / 2));
            // Results were shown before this viewer came. Only what is open concerns them.
            foreach (var open in room.Questions.Concat(room.Polls).Where(shown => shown.Data is QuestionOpened or PollOpened))
                Hear(open, now);
        }
    }

    /// <summary>Plans what to do about an event.</summary>
    public void Hear(RoomEvent heard, DateTimeOffset now)
    {
        lock (_gate)
        {
            switch (heard.Data)
            {
                case StageOnAir cut:
                    _stage = cut.Stage.Value;
                    Remark(0.1, _phrases.OnStage, Phrases.Stage, StageName(_stage), now);
                    break;
                case ProductPinned pin:
                    Remark(0.14, _phrases.OnPin, Phrases.Product, Named(pin.Product.Name, pin.Product.NameEn), now);
                    if (May(MayLike) && dice.Falls(0.25))
                        Later(new Act.Like(dice.Between(2, 8)), now, dice.Seconds(2, 9));
                    break;
                case QuestionOpened asked when Left(asked.ClosesAt, now) is { } left:
                    if (May(MayAnswer) && dice.Falls(0.8))
                        Later(new Act.Answer(asked.Id, OptionOf(asked)), now, left * (0.2 + (0.6 * dice.Seconds(0, 1).TotalSeconds)));
                    Remark(0.06, _phrases.OnQuestion, "", "", now);
                    break;
                case QuestionRevealed revealed when revealed.Winners.Any(winner => winner.Viewer == guise.Id):
                    Remark(1, _phrases.OnWin, "", "", now);
                    break;
                case QuestionRevealed { Winners: [var winner, ..] }:
                    Remark(0.1, _phrases.OnResult, Phrases.Winner, AudienceNames.Plain(winner.Name), now);
                    break;
                case PollOpened poll when Left(poll.ClosesAt, now) is { } left && May(MayAnswer) && dice.Falls(0.7):
                    Later(new Act.Vote(poll.Id, dice.Between(0, poll.Options.Count - 1)), now, left * (0.1 + (0.7 * dice.Seconds(0, 1).TotalSeconds)));
                    break;
            }
        }
    }

    /// <summary>What is due, or for how long nothing is.</summary>
    public (Act? Act, TimeSpan Wait) Next(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var act, out var at))
            {
                if (at > now)
                    return (null, at - now);

                _due.Dequeue();
                if (Now(act, now) is { } due)
                    return (due, TimeSpan.Zero);
            }

            return (null, Idle);
        }
    }

    /// <summary>The room did not want it: quiet for a while.</summary>
    public void Refused(DateTimeOffset now)
    {
        lock (_gate)
            _sulksUntil = now + Sulk;
    }

    /// <summary>What becomes of an act whose time has come; null for nothing.</summary>
    private Act? Now(Act act, DateTimeOffset now)
    {
        switch (act)
        {
            case Act.Talk:
                Later(act, now, dice.Next(guise.TalksEvery));
                return StageTalk.Of(_stage ?? "") is { } lines && !IsQuiet(now) ? Now(new Act.Say(talk.Choose(lines.In(guise.Tongue), dice)), now) : null;
            case Act.Enjoy:
                Later(act, now, dice.Next(LikesEvery));
                return now >= _sulksUntil ? new Act.Like(dice.Between(1, 5)) : null;
            case Act.Say when IsQuiet(now):
                return null;
            case Act.Say:
                _breathUntil = now + Breath;
                return act;
            default:
                return act;
        }
    }

    private void Remark(double probability, IReadOnlyList<string> lines, string placeholder, string name, DateTimeOffset now)
    {
        if (!May(MayTalk) || !dice.Falls(probability))
            return;

        var line = talk.Choose(lines, dice);
        Later(new Act.Say(placeholder.Length == 0 ? line : line.Replace(placeholder, name, StringComparison.Ordinal)), now, dice.Seconds(3, 11));
    }

    private bool IsQuiet(DateTimeOffset now) => now < _breathUntil || now < _sulksUntil;

    private bool May(string right) => _may.Contains(right, StringComparer.Ordinal);

    private void Later(Act act, DateTimeOffset now, TimeSpan wait) => _due.Enqueue(act, now + wait);

    /// <summary>As one says it within a sentence: small, unless it begins with the name of a place.</summary>
    private string Named(string name, string? nameEn)
    {
        if (guise.Tongue != Tongue.English || nameEn is not { Length: > 0 })
            return name;
        return DemoProgramme.Stages.Any(stage => nameEn.StartsWith(stage.NameEn, StringComparison.Ordinal)) ? nameEn : nameEn.ToLowerInvariant();
    }

    private string StageName(string stage) =>
        DemoProgramme.Stages.FirstOrDefault(known => known.Id == stage) is not { } known ? stage : guise.Tongue == Tongue.English ? known.NameEn : known.Name;

    /// <summary>Most are right; what a real anchor asks, they guess.</summary>
    private int OptionOf(QuestionOpened asked) =>
        DemoQuestions.AnswerTo(asked.Text) is { } right && dice.Falls(0.65) ? right : dice.Between(0, asked.Options.Count - 1);

    private static TimeSpan? Left(long closesAt, DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeMilliseconds(closesAt) - now is { TotalSeconds: > 1 } left ? left : null;
}
