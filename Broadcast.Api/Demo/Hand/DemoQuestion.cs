using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Demo.Hand;

/// <summary>A question of the hand, in both languages at once, because a room has one question for all its viewers.</summary>
/// <param name="Product">What it is about, and its prize.</param>
/// <param name="Text">1–200 characters.</param>
/// <param name="Options">2–6 texts of 1–80 characters.</param>
/// <param name="Answer">The index of the right option, from 0.</param>
internal sealed record DemoQuestion(string Product, string Text, IReadOnlyList<string> Options, int Answer)
{
    /// <summary>Drawn from those who are right: two, so that a person among the simulated ones has a good chance.</summary>
    private const int Winners = 2;

    public QuestionDraft Draft(int seconds) => new()
    {
        Text = Text,
        Options = Options,
        Answer = Answer,
        Seconds = seconds,
        Winners = Winners,
        ProductId = ProductId.Parse(Product),
    };
}
